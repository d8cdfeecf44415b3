package dev.holdfast.adapters.http.upstream;

import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import dev.holdfast.adapters.http.UpstreamRuntime;
import dev.holdfast.ports.out.model.ModelRuntime;

/** Publishes the runtime for upstream models. It needs their settings, a source of ids, a clock. */
public final class UpstreamModule extends PrivateModule {

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    bind(HttpModelRuntime.class).in(Singleton.class);
    bind(ModelRuntime.class).annotatedWith(UpstreamRuntime.class).to(HttpModelRuntime.class);
    // Whoever ends the gateway closes its connections.
    bind(AutoCloseable.class).annotatedWith(UpstreamRuntime.class).to(HttpModelRuntime.class);
    expose(AutoCloseable.class).annotatedWith(UpstreamRuntime.class);
    expose(ModelRuntime.class).annotatedWith(UpstreamRuntime.class);
  }
}
