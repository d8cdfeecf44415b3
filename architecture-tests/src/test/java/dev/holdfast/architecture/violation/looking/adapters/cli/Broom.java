package dev.holdfast.architecture.violation.looking.adapters.cli;

import dev.holdfast.architecture.violation.looking.ports.in.Changes;

record Broom(Changes changes) {

  void sweep() {
    changes.change();
  }
}
