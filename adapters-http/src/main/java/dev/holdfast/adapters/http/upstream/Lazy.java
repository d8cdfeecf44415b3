package dev.holdfast.adapters.http.upstream;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A value that is made when it is first needed, once. */
final class Lazy<T> {

  private final Supplier<T> maker;
  private volatile Optional<T> value = Optional.empty();

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    return value.orElseGet(this::make);
  }

  private synchronized T make() {
    T made = value.orElseGet(maker);
    value = Optional.of(made);
    return made;
  }

  /** Does something with the value, if it was made. */
  synchronized void ifMade(Consumer<T> action) {
    value.ifPresent(action);
  }
}
