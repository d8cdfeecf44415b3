package dev.holdfast.architecture.violation.unused.ports;

import org.junit.jupiter.api.Test;

interface KeptContract {

  @Test
  default void holds() {}
}
