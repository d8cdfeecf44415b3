package dev.holdfast.architecture.violation.setterinjection.app.usecase;

import jakarta.inject.Inject;

final class Service {

  private String name;

  @Inject
  Service(String name) {
    this.name = name;
  }

  @Inject
  void rename(String other) {
    name = other;
  }

  String name() {
    return name;
  }
}
