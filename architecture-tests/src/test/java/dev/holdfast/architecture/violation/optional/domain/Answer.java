package dev.holdfast.architecture.violation.optional.domain;

import java.util.Optional;

record Answer(Optional<String> text) {

  Optional<String> first() {
    return text.map(words -> words.substring(0, 1));
  }
}
