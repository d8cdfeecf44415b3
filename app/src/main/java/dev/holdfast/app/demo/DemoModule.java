package dev.holdfast.app.demo;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.holdfast.ports.out.model.ModelRuntime;

/** Publishes the built-in provider's runtime. It needs a token counter. */
public final class DemoModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(ModelRuntime.class)
        .annotatedWith(DemoRuntime.class)
        .to(DemoModelRuntime.class)
        .in(Singleton.class);
  }
}
