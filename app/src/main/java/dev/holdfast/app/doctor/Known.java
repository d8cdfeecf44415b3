package dev.holdfast.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Something that is looked up when it is first asked for, and then known. One thread asks. */
final class Known<T> {

  private final Supplier<T> lookup;
  private final List<T> found = new ArrayList<>(1);

  Known(Supplier<T> lookup) {
    this.lookup = lookup;
  }

  T get() {
    if (found.isEmpty()) {
      found.add(lookup.get());
    }
    return found.getFirst();
  }
}
