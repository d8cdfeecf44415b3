package dev.holdfast.app.configuration;

/**
 * The configuration that holds now. Whoever needs a setting asks at the time it is needed: one that
 * was kept from before would go on when the operator has changed it. Any thread may call it.
 */
public final class ConfigurationInForce {

  private volatile Configuration now;

  /** Begins with a configuration. */
  public ConfigurationInForce(Configuration first) {
    this.now = first;
  }

  /** The whole of it, as it is at this moment. */
  public Configuration now() {
    return now;
  }

  /** Has another one hold from now on, whole. */
  public void become(Configuration next) {
    now = next;
  }
}
