package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.Cursor;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("events follow")
final class EventsFollowTest {

  private static final String FIRST = Cursor.of("events", "main=7");

  private static final String STREAM =
      """
      : keep-alive
      id: e-0

      id: e-1
      event: turn_ended
      data: {"kind":"turn_ended","at":"2026-01-02T03:04:05.678Z","agent":"main",\
      "key":"agent:main:web:ann","session_id":"s-1","turn_id":"turn_1","state":"failed"}

      : keep-alive

      id: e-2
      event: session_reset
      data: {"kind":"session_reset","at":"2026-01-02T03:04:06Z","agent":"main","key":null,\
      "session_id":"s-2","reason":"daily"}

      """;

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.door = gateway::door;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed follow(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "events";
    arguments[1] = "follow";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Typed.command(services, arguments);
  }

  @Test
  void each_event_is_one_line_and_the_end_of_the_stream_says_how_to_go_on() {
    gateway.answers(200, STREAM);

    Typed typed = follow("--agent", "main", "--after", FIRST);

    assertThat(typed.out())
        .isEqualTo(
            """
            2026-01-02T03:04:05Z  turn_ended  agent:main:web:ann  turn_1  failed
            2026-01-02T03:04:06Z  session_reset  agent main  daily
            """);
    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: The gateway ended the stream: it stops, or could not go on.
              Go on where it ended with: holdfast events follow --after e-2
            """);
    assertThat(typed.exit()).isEqualTo(3);
    assertThat(gateway.asked).containsExactly("GET /api/events?agent=main&after=" + FIRST);
  }

  @Test
  void in_json_each_event_has_the_id_to_go_on_behind() {
    gateway.answers(200, STREAM);

    assertThat(follow("--json", "--limit", "1").out())
        .isEqualTo(
            """
            {"ok":true,"event":"turn_ended","data":{"kind":"turn_ended",\
            "at":"2026-01-02T03:04:05.678Z","agent":"main","key":"agent:main:web:ann",\
            "sessionId":"s-1","turnId":"turn_1","state":"failed","id":"e-1"}}
            {"ok":true,"event":"ended","data":{"after":"e-1"}}
            """);
  }

  @Test
  void it_ends_well_after_as_many_as_were_asked_for() {
    gateway.answers(200, STREAM);

    assertThat(follow("--limit", "2").exit()).isZero();
    assertThat(follow("--limit", "3").exit()).isEqualTo(3);
    assertThat(follow("--limit", "0").exit()).isEqualTo(2);
  }

  @Test
  void a_token_that_is_over_ends_it_with_the_reason() {
    gateway.answers(
        200,
        STREAM
            + "data: {\"error\":{\"message\":\"It is over.\",\"code\":\"invalid_api_key\"}}\n\n");

    Typed typed = follow();

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: It is over.
              Go on where it ended with: holdfast events follow --after e-2
            """);
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void an_event_that_is_not_known_any_more_is_told_in_the_gateways_words() {
    gateway.refuses(410, "events_gone", "Read anew.");

    Typed typed = follow("--after", FIRST);

    assertThat(typed.err()).isEqualTo("holdfast: Read anew.\n");
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void a_gateway_that_does_not_answer_is_told_of() {
    gateway.close();

    assertThat(follow().exit()).isEqualTo(3);
  }
}
