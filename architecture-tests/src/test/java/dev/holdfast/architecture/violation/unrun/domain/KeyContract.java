package dev.holdfast.architecture.violation.unrun.domain;

import org.junit.jupiter.api.Test;

interface KeyContract {

  @Test
  default void passes() {}
}
