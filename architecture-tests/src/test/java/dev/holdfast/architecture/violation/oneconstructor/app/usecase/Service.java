package dev.holdfast.architecture.violation.oneconstructor.app.usecase;

import jakarta.inject.Inject;

record Service(String name, int size) {

  @Inject
  Service {}

  Service(String name) {
    this(name, 0);
  }
}
