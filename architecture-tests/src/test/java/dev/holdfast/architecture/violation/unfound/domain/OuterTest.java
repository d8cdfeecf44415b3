package dev.holdfast.architecture.violation.unfound.domain;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OuterTest {

  static class NotLookedFor {

    @Test
    void passes() {}
  }

  @Nested
  class Found {

    @Test
    void passes() {}
  }
}
