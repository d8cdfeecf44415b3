package dev.holdfast.architecture.violation.oneconstructor.app.usecase;

import jakarta.inject.Inject;

record Other(String name) {

  @Inject
  Other {}
}
