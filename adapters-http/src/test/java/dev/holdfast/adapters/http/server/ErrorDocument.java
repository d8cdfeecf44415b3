package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.ErrorRow.Param;
import dev.holdfast.adapters.http.server.ErrorRow.Party;
import dev.holdfast.adapters.http.server.ErrorRow.Retry;
import java.util.Comparator;
import java.util.stream.Stream;

/** The error table in print: what {@code docs/errors.md} must say. */
final class ErrorDocument {

  private static final String HEAD =
      """
      # What errors mean

      Printed from the table that the server answers by (`ErrorTable`); a test provokes every row over
      HTTP and holds this page to it. Every error has the body

      ```json
      {"error": {"message": "…", "type": "…", "param": null, "code": "…"}}
      ```

      The message says what happened, what was kept and what to do; programs go by `code`. `param`
      names the part of the request at fault, by the name the client used where it has several.
      A stream that has begun cannot change its status: one of chat completions ends with one event that
      holds the same object, and without `[DONE]`. Of a request that is refused nothing is stored; where
      a turn of a session had begun and failed, what was new in the request is kept.

      A response that failed says why in its member `error`, in `response.failed` at the end of a stream
      and wherever the response is found. There `type` is the code of this page, and `code` is one of
      those that OpenAI's clients know: `server_error`, `rate_limit_exceeded`, or `invalid_prompt`.

      OpenAI's clients retry connection errors, 408, 409, 429 and 5xx twice by themselves. The column
      *told about retries* has what Holdfast tells them beyond the status:

      - `no`: `x-should-retry: false`, because a retry at once cannot help
      - `later`: the same, with `retry-after` and `retry-after-ms`, after which it can
      - `soon`: `retry-after` of 1 to 8 seconds and `retry-after-ms`, spread so that clients do not
        come back together
      - `–`: nothing; clients go by the status

      Where a provider itself asked for a time, it is passed on as `retry-after` and `retry-after-ms`.
      """;

  private static final String COLUMNS =
      """
      | status | code | type | param | told about retries | when | what to do |
      |---|---|---|---|---|---|---|
      """;

  private ErrorDocument() {}

  /** The whole page. */
  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Party party : Party.values()) {
      page.append("\n## ").append(title(party)).append("\n\n").append(COLUMNS);
      rows(party).forEach(row -> page.append(line(row)));
    }
    return page.toString();
  }

  /** Causes that are told in the same words are one row. */
  private static Stream<ErrorRow> rows(Party party) {
    return ErrorTable.causes().stream()
        .map(ErrorTable::row)
        .filter(row -> row.meaning().party() == party)
        .distinct()
        .sorted(Comparator.comparingInt(ErrorRow::status).thenComparing(ErrorRow::code));
  }

  private static String title(Party party) {
    return switch (party) {
      case CALLER -> "The client has to change something";
      case OPERATOR -> "The operator has to change something";
      case UPSTREAM -> "The provider gave no answer";
      case GATEWAY -> "The gateway cannot at the moment";
    };
  }

  private static String line(ErrorRow row) {
    return "| %d | `%s` | `%s` | %s | %s | %s | %s |\n"
        .formatted(
            row.status(),
            row.code(),
            row.type().wire(),
            param(row.param()),
            retry(row.retry()),
            row.meaning().when(),
            row.meaning().remedy());
  }

  private static String param(Param param) {
    return switch (param) {
      case Param.None() -> "–";
      case Param.Fixed(String name) -> "`" + name + "`";
      case Param.AtFault() -> "what is at fault";
    };
  }

  private static String retry(Retry retry) {
    return switch (retry) {
      case BY_STATUS -> "–";
      case POINTLESS -> "no";
      case LATER -> "later";
      case SOON -> "soon";
    };
  }
}
