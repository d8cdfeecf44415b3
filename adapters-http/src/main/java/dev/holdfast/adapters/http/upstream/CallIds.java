package dev.holdfast.adapters.http.upstream;

import dev.holdfast.ports.out.env.IdSource;

/** Names tool calls that an upstream left without an id; their results could not be told apart. */
final class CallIds {

  /** The longest id that every provider takes. Source: error text of the OpenAI API. */
  private static final int MAX_LENGTH = 40;

  private static final String PREFIX = "call_";

  private final IdSource ids;

  CallIds(IdSource ids) {
    this.ids = ids;
  }

  String next() {
    String random = ids.newEventId().value().replaceAll("[^A-Za-z0-9]", "");
    return PREFIX + random.substring(0, Math.min(random.length(), MAX_LENGTH - PREFIX.length()));
  }
}
