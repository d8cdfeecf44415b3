package dev.holdfast.app.wiring;

import com.google.inject.AbstractModule;

/** Guice without guesses: every binding is written down, and constructors say that they inject. */
final class StrictInjectorModule extends AbstractModule {

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
  }
}
