package dev.holdfast.architecture.violation.hidden.domain;

import org.junit.jupiter.api.Test;

class HiddenTest {

  @Test
  private void is_private() {}

  @Test
  static void is_static() {}

  @Test
  void is_seen() {}
}
