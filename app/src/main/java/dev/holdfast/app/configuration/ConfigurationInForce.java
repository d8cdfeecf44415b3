package dev.holdfast.app.configuration;

import java.util.function.Consumer;

/**
 * The configuration that holds now. Whoever needs a setting asks at the time it is needed: one that
 * was kept from before would go on when the operator has changed it. Any thread may call it.
 */
public final class ConfigurationInForce {

  private final Consumer<Configuration> before;
  private volatile Configuration now;

  /** Begins with a configuration. */
  public ConfigurationInForce(Configuration first) {
    this(first, _ -> {});
  }

  /**
   * Begins with a configuration.
   *
   * @param before told of each that comes, the first one too, before it holds
   */
  public ConfigurationInForce(Configuration first, Consumer<Configuration> before) {
    this.before = before;
    this.now = first;
    before.accept(first);
  }

  /** The whole of it, as it is at this moment. */
  public Configuration now() {
    return now;
  }

  /** Has another one hold from now on, whole. */
  public void become(Configuration next) {
    before.accept(next);
    now = next;
  }
}
