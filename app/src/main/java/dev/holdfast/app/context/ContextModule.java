package dev.holdfast.app.context;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.holdfast.ports.context.ContextEngine;
import dev.holdfast.ports.out.model.TokenCounter;

/** Publishes the default context engine and the token counter. */
public final class ContextModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(TokenCounter.class).to(TokenizerTokenCounter.class).in(Singleton.class);
    bind(ContextEngine.class).to(NewestFirstContextEngine.class).in(Singleton.class);
  }
}
