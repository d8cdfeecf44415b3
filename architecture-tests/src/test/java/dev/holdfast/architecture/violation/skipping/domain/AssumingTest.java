package dev.holdfast.architecture.violation.skipping.domain;

import net.jqwik.api.Assume;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

class AssumingTest {

  @Test
  void assumes_with_jupiter() {
    org.junit.jupiter.api.Assumptions.assumeTrue(Thread.currentThread().isVirtual());
  }

  @Test
  void assumes_with_assertj() {
    Assumptions.assumeThat(Thread.currentThread().isVirtual()).isTrue();
  }

  @Test
  void assumes_with_jqwik() {
    Assume.that(Thread.currentThread().isVirtual());
  }
}
