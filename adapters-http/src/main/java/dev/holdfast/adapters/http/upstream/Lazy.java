package dev.holdfast.adapters.http.upstream;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first needed, once. */
final class Lazy<T> {

  private final Supplier<T> maker;
  private volatile @Nullable T value;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    T made = value;
    return made == null ? make() : made;
  }

  private synchronized T make() {
    T made = value;
    if (made == null) {
      made = maker.get();
      value = made;
    }
    return made;
  }

  /** Does something with the value, if it was made. */
  synchronized void ifMade(Consumer<T> action) {
    T made = value;
    if (made != null) {
      action.accept(made);
    }
  }
}
