package dev.holdfast.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something that is looked up when it is first asked for, and then known, also if it cannot be
 * told. One thread asks.
 */
final class Known<T> {

  private final Supplier<T> lookup;
  private final List<Supplier<T>> answer = new ArrayList<>(1);

  Known(Supplier<T> lookup) {
    this.lookup = lookup;
  }

  T get() {
    if (answer.isEmpty()) {
      answer.add(answered());
    }
    return answer.getFirst().get();
  }

  private Supplier<T> answered() {
    try {
      T found = lookup.get();
      return () -> found;
    } catch (RuntimeException failure) {
      return () -> {
        throw failure;
      };
    }
  }
}
