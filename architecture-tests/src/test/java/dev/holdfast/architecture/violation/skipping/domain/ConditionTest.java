package dev.holdfast.architecture.violation.skipping.domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ConditionTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void passes_on_linux() {}
}
