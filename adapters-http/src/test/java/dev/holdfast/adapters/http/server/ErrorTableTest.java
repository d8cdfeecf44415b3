package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.server.ErrorRow.Param;
import dev.holdfast.adapters.http.server.ErrorScenarios.Scenario;
import dev.holdfast.adapters.http.stub.StubReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS) // an upstream client takes longer to open than a test to run
@DisplayName("Every cause of an error is told as its row says")
class ErrorTableTest {

  /** The longest that somebody who sent wrong tokens has to wait. */
  private static final long LONGEST_MILLIS = FailureLimit.WINDOW.toMillis();

  private final AskedUpstream upstream = new AskedUpstream();
  private final ErrorScenarios scenarios = new ErrorScenarios(upstream);

  @AfterAll
  void close() throws Exception {
    upstream.close();
  }

  @Test
  void every_cause_is_brought_about() {
    assertThat(scenarios.all()).containsOnlyKeys(ErrorTable.causes());
  }

  @TestFactory
  Stream<DynamicTest> cause() {
    return scenarios.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().toString(), () -> provoke(entry.getKey(), entry.getValue())));
  }

  private static void provoke(ErrorCause cause, Scenario scenario) {
    try (TestGateway gateway = TestGateway.start(ErrorScenarios.NARROW)) {
      for (RawResponse response : scenario.provocation().of(gateway)) {
        checkError(response, ErrorTable.row(cause), scenario.atFault());
        checkHeaders(response, ErrorTable.row(cause));
        assertThat(response.header("x-holdfast-turn-id"))
            .isEqualTo(cause instanceof ErrorCause.Failed ? "turn-1" : "");
      }
      assertThat(TestRequest.get("/health").send(gateway).status()).isEqualTo(200);
    }
  }

  private static void checkError(RawResponse response, ErrorRow row, String atFault) {
    String param =
        switch (row.param()) {
          case Param.None() -> "null";
          case Param.Fixed(String name) -> name;
          case Param.AtFault() -> atFault;
        };
    assertThat(response.status()).isEqualTo(row.status());
    assertThat(response.header("content-type")).isEqualTo("application/json");
    assertThat(response.error().propertyNames())
        .containsExactly("message", "type", "param", "code");
    assertThat(response.error().path("message").stringValue()).isNotBlank();
    assertThat(response.error().path("type").stringValue()).isEqualTo(row.type().wire());
    assertThat(response.error().path("param").asString("null")).isEqualTo(param);
    assertThat(response.error().path("code").stringValue()).isEqualTo(row.code());
  }

  private static void checkHeaders(RawResponse response, ErrorRow row) {
    assertThat(response.header("www-authenticate")).isEqualTo(row.status() == 401 ? "Bearer" : "");
    assertThat(response.headers().containsKey("allow")).isEqualTo(row.status() == 405);
    switch (row.retry()) {
      case BY_STATUS -> {
        assertThat(response.headers()).doesNotContainKeys("x-should-retry", "retry-after");
      }
      case POINTLESS -> {
        assertThat(response.header("x-should-retry")).isEqualTo("false");
        assertThat(response.headers()).doesNotContainKey("retry-after");
      }
      case LATER -> {
        assertThat(response.header("x-should-retry")).isEqualTo("false");
        checkDelay(response, 1, LONGEST_MILLIS);
      }
      case SOON -> {
        assertThat(response.headers()).doesNotContainKey("x-should-retry");
        checkDelay(response, 1_000, 8_000);
      }
    }
  }

  private static void checkDelay(RawResponse response, long fromMillis, long toMillis) {
    long millis = Long.parseLong(response.header("retry-after-ms"));
    assertThat(millis).isBetween(fromMillis, toMillis);
    assertThat(response.header("retry-after")).isEqualTo("" + Math.ceilDiv(millis, 1_000));
  }

  @Test
  void the_time_an_upstream_asked_for_is_passed_on_rounded_up_to_seconds() {
    try (TestGateway gateway = TestGateway.start()) {
      StubReply busy = StubReply.json(429, "{}").withHeader("retry-after-ms", "2500");
      gateway.conversations().play(upstream.answering(busy));

      RawResponse response = TestRequest.chat(TestRequest.HELLO).send(gateway);

      assertThat(response.header("retry-after")).isEqualTo("3");
      assertThat(response.header("retry-after-ms")).isEqualTo("2500");
    }
  }

  @Test
  void the_printed_table_is_this_table() throws IOException {
    Path printed = Path.of("target", "errors.md");
    Files.writeString(printed, ErrorDocument.text());

    assertThat(Path.of("..", "docs", "errors.md"))
        .as("docs/errors.md; to take over what the table says: cp adapters-http/%s docs/", printed)
        .hasSameTextualContentAs(printed);
  }

  @Test
  void every_row_can_be_understood() {
    List<ErrorRow> rows = ErrorTable.causes().stream().map(ErrorTable::row).toList();

    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.meaning().when()).matches("[A-Z`][^|\n]*[.]");
              assertThat(row.meaning().remedy()).matches("[A-Z`][^|\n]*[.]");
              assertThat(row.code()).matches("[a-z]+(_[a-z]+)*");
            });
  }
}
