package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationInForce;
import jakarta.inject.Provider;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What follows from the configuration in force, worked out once for each that comes into force. */
final class Derived<T> implements Provider<T> {

  private final ConfigurationInForce configuration;
  private final Function<Configuration, T> derivation;
  private final AtomicReference<@Nullable Known<T>> last = new AtomicReference<>();

  Derived(ConfigurationInForce configuration, Function<Configuration, T> derivation) {
    this.configuration = configuration;
    this.derivation = derivation;
  }

  private record Known<T>(Configuration configuration, T value) {}

  @Override
  @SuppressWarnings(
      "ReferenceEquality") // an equal one that came later may hold other secrets' texts
  public T get() {
    Configuration now = configuration.now();
    Known<T> known = last.get();
    if (known == null || known.configuration() != now) {
      known = new Known<>(now, derivation.apply(now));
      last.set(known);
    }
    return known.value();
  }
}
