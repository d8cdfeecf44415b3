package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.OutputItem;
import dev.holdfast.adapters.http.responses.ResponseItems;
import dev.holdfast.adapters.http.responses.ResponseItems.More;
import dev.holdfast.adapters.http.responses.Shown;
import java.util.List;
import java.util.stream.IntStream;

/** Which of a response's input items a request asks for. Source: OpenAI's list of input items. */
record InputItemsPage(Order order, String after, int limit) {

  private static final int USUAL_LIMIT = 20;
  private static final int HIGHEST_LIMIT = 100;

  /** Where a list begins. */
  enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  /**
   * Reads the query of a request.
   *
   * @throws HttpProblem if it says something that has no meaning
   */
  static InputItemsPage of(Exchange exchange) {
    Order order =
        switch (exchange.query("order")) {
          case "", "desc" -> Order.NEWEST_FIRST;
          case "asc" -> Order.OLDEST_FIRST;
          default ->
              throw HttpProblem.of(
                  RequestFault.INVALID_QUERY, "'order' must be asc or desc.", "order");
        };
    return new InputItemsPage(order, exchange.query("after"), limit(exchange.query("limit")));
  }

  private static int limit(String text) {
    int limit = text.isEmpty() ? USUAL_LIMIT : Query.number(text);
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw HttpProblem.of(
          RequestFault.INVALID_QUERY, "'limit' must be from 1 to " + HIGHEST_LIMIT + ".", "limit");
    }
    return limit;
  }

  /**
   * The page of a response's input.
   *
   * @param items from the oldest to the newest
   * @throws HttpProblem if the item to go on after is not among them
   */
  byte[] of(List<OutputItem> items) {
    List<Shown> shown = Shown.of(items);
    List<Shown> ordered =
        switch (order) {
          case OLDEST_FIRST -> shown;
          case NEWEST_FIRST -> shown.reversed();
        };
    int from = after.isEmpty() ? 0 : positionAfter(ordered);
    int to = Math.min(from + limit, ordered.size());
    return ResponseItems.page(
        ordered.subList(from, to), to < ordered.size() ? More.SOME : More.NONE);
  }

  private int positionAfter(List<Shown> ordered) {
    return IntStream.range(0, ordered.size())
            .filter(index -> ordered.get(index).id().equals(after))
            .findFirst()
            .orElseThrow(
                () ->
                    HttpProblem.of(
                        RequestFault.INVALID_QUERY,
                        "'after' names no item of the response's input.",
                        "after"))
        + 1;
  }
}
