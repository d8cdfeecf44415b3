package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.UnreadAgent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Which page of a list a request of the management API asks for, and how a page is written. */
final class PageQuery {

  private static final int USUAL_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1000;
  private static final String AFTER = "after";

  private PageQuery() {}

  /**
   * How many entries a page may have.
   *
   * @throws HttpProblem if the query says what has no meaning
   */
  static int limit(Exchange exchange) {
    String text = exchange.query("limit");
    int limit = text.isEmpty() ? USUAL_LIMIT : Query.number(text);
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw HttpProblem.of(
          RequestFault.INVALID_QUERY, "'limit' must be from 1 to " + HIGHEST_LIMIT + ".", "limit");
    }
    return limit;
  }

  /**
   * Where the page begins.
   *
   * @param read makes a beginning of a cursor, or of the empty text if there is none; empty if it
   *     is no cursor of the list
   * @throws HttpProblem if the query holds no cursor of this list
   */
  static <T> T start(Exchange exchange, Function<String, Optional<T>> read) {
    return read.apply(exchange.query(AFTER))
        .orElseThrow(
            () ->
                HttpProblem.of(
                    RequestFault.INVALID_QUERY,
                    "'after' must be the member 'next' of a page of this list.",
                    AFTER));
  }

  /**
   * A page.
   *
   * @param cursor the cursor behind an entry
   */
  static <T> byte[] page(
      List<T> entries, More more, BiConsumer<T, JsonText> writer, Function<T, String> cursor) {
    return begun(entries, more, writer, cursor).raw("}").bytes();
  }

  /**
   * A page of a list of several agents, some of which could not be read.
   *
   * @param cursor the cursor behind an entry
   */
  static <T> byte[] page(
      List<T> entries,
      More more,
      List<UnreadAgent> unread,
      BiConsumer<T, JsonText> writer,
      Function<T, String> cursor) {
    JsonText json = begun(entries, more, writer, cursor).raw(",\"unread\":[");
    String separator = "";
    for (UnreadAgent each : unread) {
      json.raw(separator)
          .raw("{\"agent\":")
          .string(each.agent().value())
          .raw(",\"reason\":")
          .string(each.reason().name().toLowerCase(Locale.ROOT))
          .raw("}");
      separator = ",";
    }
    return json.raw("]}").bytes();
  }

  private static <T> JsonText begun(
      List<T> entries, More more, BiConsumer<T, JsonText> writer, Function<T, String> cursor) {
    JsonText json = new JsonText().raw("{\"object\":\"list\",\"data\":[");
    String separator = "";
    for (T entry : entries) {
      json.raw(separator);
      writer.accept(entry, json);
      separator = ",";
    }
    return switch (more) {
      case NONE -> json.raw("],\"has_more\":false,\"next\":null");
      case SOME ->
          json.raw("],\"has_more\":true,\"next\":").string(cursor.apply(entries.getLast()));
    };
  }
}
