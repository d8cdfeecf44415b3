package dev.holdfast.adapters.http;

/** What the gateway shows an upstream to be let in. */
public sealed interface UpstreamCredential {

  /** Nothing: the upstream asks for nothing. */
  record None() implements UpstreamCredential {}

  /**
   * A key, sent as a bearer token to the upstream's own address only.
   *
   * @param key 1 or more printable ASCII characters; never shown, never logged
   */
  record BearerKey(String key) implements UpstreamCredential {

    public BearerKey {
      if (key.isEmpty() || !key.chars().allMatch(unit -> unit > 0x20 && unit < 0x7f)) {
        throw new IllegalArgumentException("a key consists of printable ASCII characters");
      }
    }

    @Override
    public String toString() {
      return "BearerKey[…]";
    }
  }
}
