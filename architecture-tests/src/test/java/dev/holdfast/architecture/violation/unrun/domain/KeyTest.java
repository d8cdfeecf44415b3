package dev.holdfast.architecture.violation.unrun.domain;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeyTest {

  @Nested
  class Bare {

    @Test
    void passes() {}
  }
}
