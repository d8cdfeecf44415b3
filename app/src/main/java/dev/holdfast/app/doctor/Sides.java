package dev.holdfast.app.doctor;

import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreIdentity;
import java.util.stream.Collectors;

/** One store in one line, to be held against another. */
final class Sides {

  private static final String SESSIONS = "sessions";
  private static final String EVENTS = "events";

  private Sides() {}

  static String of(String home, StoreFacts store) {
    return home
        + ", "
        + identity(store.identity())
        + store.databases().stream()
            .filter(database -> database.role() instanceof DatabaseFacts.Role.Agent)
            .map(database -> ", " + agent(database))
            .collect(Collectors.joining());
  }

  private static String identity(StoreIdentity identity) {
    return switch (identity) {
      case StoreIdentity.Known known -> "store " + known.id().value();
      case StoreIdentity.Unknown(String reason) -> "a store that cannot be read (" + reason + ")";
      case StoreIdentity.NoStore() -> "no store";
    };
  }

  private static String agent(DatabaseFacts database) {
    return switch (database.content()) {
      case Content.Missing() -> database.file() + " missing";
      case Content.Unreadable unreadable -> database.file() + " unreadable";
      case Content.Inspected readable ->
          "%s with %d sessions and %d events"
              .formatted(
                  database.file(),
                  readable.rows().getOrDefault(SESSIONS, 0L),
                  readable.rows().getOrDefault(EVENTS, 0L));
    };
  }
}
