package dev.holdfast.architecture.violation.unused.ports;

import org.junit.jupiter.api.Test;

abstract class LonelyContract {

  @Test
  void holds() {}
}
