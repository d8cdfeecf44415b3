package dev.holdfast.architecture.violation.injectors.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;

final class Loose {

  private Loose() {}

  static Injector strict() {
    return Guice.createInjector(new StrictInjectorModule());
  }

  static Injector loose() {
    return Guice.createInjector();
  }
}
