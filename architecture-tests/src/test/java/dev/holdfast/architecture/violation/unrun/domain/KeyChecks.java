package dev.holdfast.architecture.violation.unrun.domain;

import org.junit.jupiter.api.Test;

class KeyChecks {

  @Test
  void passes() {}
}
