package dev.holdfast.adapters.cli;

/**
 * One question to the management API, which changes nothing.
 *
 * @param path from {@code /api} on, its parts encoded, with a query if there is one
 */
record GatewayQuery(String path) {

  /** The same with one more value in its query; an empty one is left out. */
  GatewayQuery with(String name, String value) {
    return new GatewayQuery(call().with(name, value).path());
  }

  GatewayCall call() {
    return GatewayCall.get(path);
  }
}
