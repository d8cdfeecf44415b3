package dev.holdfast.architecture.violation.skipping.domain;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

@Disabled
class DisabledTest {

  @Test
  void passes() {}
}
