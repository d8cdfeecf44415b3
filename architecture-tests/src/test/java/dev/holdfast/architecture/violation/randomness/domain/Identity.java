package dev.holdfast.architecture.violation.randomness.domain;

import java.util.Random;
import java.util.UUID;

record Identity(String value) {

  static Identity ofAUuid() {
    return new Identity(UUID.randomUUID().toString());
  }

  static Identity ofMath() {
    return new Identity(String.valueOf(Math.random()));
  }

  static Identity ofAGenerator(Random random) {
    return new Identity(String.valueOf(random.nextLong()));
  }

  static Identity ofText(String text) {
    return new Identity(UUID.fromString(text).toString());
  }
}
