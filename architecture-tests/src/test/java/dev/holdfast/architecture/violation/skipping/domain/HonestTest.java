package dev.holdfast.architecture.violation.skipping.domain;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class HonestTest {

  @Test
  void asserts() {
    Assertions.assertThat(1 + 1).isEqualTo(2);
  }
}
