package dev.holdfast.architecture.violation.strict.app.wiring;

import com.google.inject.AbstractModule;

final class StrictInjectorModule extends AbstractModule {

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();
  }
}
