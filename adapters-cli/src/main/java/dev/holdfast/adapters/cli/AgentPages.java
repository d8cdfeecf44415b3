package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.UnreadAgent;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells a page of a list of several agents, and which of them are left out of it. */
final class AgentPages {

  private AgentPages() {}

  /** Tells it as {@link PageOptions#told}; agents that are left out are a finding. */
  static Answer told(
      String name,
      List<JsonObject> entries,
      String next,
      List<UnreadAgent> unread,
      String none,
      Consumer<Screen> table) {
    JsonObject data =
        PageOptions.data(name, entries, next)
            .putObjects("unread", unread.stream().map(AgentPages::json).toList());
    if (unread.isEmpty()) {
      return new Answer.Done(data, PageOptions.page(entries, next, none, table));
    }
    return new Answer.Found(
        "agents_unread",
        unread.stream().map(AgentPages::sentence).collect(Collectors.joining(" "))
            + " Find out what is wrong, and what mends it, with: holdfast doctor",
        data,
        PageOptions.page(entries, next, "The other agents have none.", table));
  }

  private static JsonObject json(UnreadAgent unread) {
    return new JsonObject()
        .put("agent", unread.agent().value())
        .put("reason", Words.of(unread.reason()));
  }

  private static String sentence(UnreadAgent unread) {
    return "Agent "
        + unread.agent()
        + switch (unread.reason()) {
          case NEWER_SCHEMA -> " is left out, because a newer program wrote its database.";
          case UNREADABLE -> " is left out, because its database cannot be read.";
        };
  }
}
