package dev.holdfast.architecture.violation.fieldinjection.app.usecase;

import jakarta.inject.Inject;

final class Service {

  @Inject String name;

  @com.google.inject.Inject String place;

  final String kind;

  @Inject
  Service(String kind) {
    this.kind = kind;
  }
}
