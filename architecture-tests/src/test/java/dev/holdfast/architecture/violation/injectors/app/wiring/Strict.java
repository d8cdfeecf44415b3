package dev.holdfast.architecture.violation.injectors.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;

final class Strict {

  private Strict() {}

  static Injector injector() {
    return Guice.createInjector(new StrictInjectorModule());
  }
}
