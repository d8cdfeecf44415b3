package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.ports.in.HomeRelease.Ending;
import dev.holdfast.ports.in.HomeRelease.Signal;
import dev.holdfast.ports.in.HomeRelease.Waiting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Commands that look after the gateway's process and its log")
final class GatewayCommandsTest {

  private static final String STATUS =
      """
      {"object":"gateway","state":"%s","turns_running":2,"turns_waiting":1,\
      "serving_since":"2026-01-02T03:04:05.678901Z","store_id":"s-1",\
      "url":"http://127.0.0.1:18790","pid":7,\
      "configuration":{"path":"/home/ann/.holdfast/holdfast.json","since":"2026-01-02T03:04:05Z",\
      "needs_restart":["gateway.port"]}}\
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

  private Typed type(String... words) {
    return Typed.command(services, words);
  }

  @Test
  void it_is_drained_and_that_is_undone() {
    gateway.answers(200, STATUS.formatted("draining"));
    Typed drained = type("gateway", "drain");
    gateway.answers(200, STATUS.formatted("serving"));
    Typed undone = type("gateway", "drain", "--undo", "--json");

    assertThat(drained.out())
        .startsWith("No turn begins. Undo it with: holdfast gateway drain --undo\n")
        .contains("serving since  2026-01-02T03:04:05Z\n")
        .contains("running        2 turns", "next start     gateway.port");
    assertThat(drained.exit()).isZero();
    String ended = undone.out().lines().toList().getLast();
    assertThat(Json.at(ended, "data.gateway.state")).isEqualTo("serving");
    assertThat(Json.at(ended, "data.gateway.turnsRunning")).isEqualTo("2");
    assertThat(gateway.asked)
        .containsExactly("POST /api/gateway/drain", "POST /api/gateway/drain {\"off\":true}");
  }

  @Test
  void a_stop_waits_until_nobody_holds_the_home() {
    gateway.answers(200, STATUS.formatted("serving"));
    services.waiting = () -> Waiting.FREE;

    Typed typed = type("gateway", "stop");

    assertThat(typed.out())
        .isEqualTo("The gateway has stopped; nobody holds /home/ann/.holdfast.\n");
    assertThat(typed.exit()).isZero();
    assertThat(gateway.asked).containsExactly("POST /api/gateway/stop");
    assertThat(services.asked).containsExactly("await /home/ann/.holdfast");
  }

  @Test
  void one_that_stops_already_is_waited_for_too() {
    gateway.refuses(503, "shutting_down", "It is stopping.");
    services.waiting = () -> Waiting.FREE;

    assertThat(type("gateway", "stop").exit()).isZero();
  }

  @Test
  void a_home_that_stays_held_is_a_failure() {
    gateway.answers(200, STATUS.formatted("serving"));
    services.waiting = () -> Waiting.STILL_HELD;

    Typed typed = type("gateway", "stop");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.err()).contains("still held", "gateway status");
  }

  @Test
  void one_that_does_not_answer_is_refused_and_ended_only_if_asked_for() {
    gateway.close();

    Typed refused = type("gateway", "stop");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("4711", "--stop-gateway");
    assertThat(services.asked).isEmpty();

    services.ending = () -> new Ending.Ended(4711, Signal.KILL);
    Typed ended = type("gateway", "stop", "--stop-gateway", "--yes");
    assertThat(ended.exit()).isZero();
    assertThat(ended.err()).startsWith("Sending SIGTERM to process 4711");
    assertThat(ended.out()).startsWith("The gateway has stopped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drain", "restart", "reload"})
  void what_a_gateway_that_was_ended_cannot_do_is_told(String verb) {
    gateway.close();
    services.ending = () -> new Ending.Ended(4711, Signal.TERM);

    Typed typed = type("gateway", verb, "--stop-gateway", "-y");

    assertThat(typed.exit()).isEqualTo(3);
    assertThat(typed.err()).contains("No gateway runs on /home/ann/.holdfast");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "drain", "restart", "reload"})
  void without_a_gateway_there_is_nothing_to_ask(String verb) {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());

    assertThat(type("gateway", verb).exit()).isEqualTo(3);
  }

  @Test
  void a_restart_waits_for_a_gateway_that_began_at_another_time() {
    gateway.answers(
        200,
        STATUS
            .formatted("serving")
            .replace(
                "{\"object\":\"gateway\",",
                "{\"restarting\":true,\"gateway\":{\"serving_since\":\"earlier\"},"));

    Typed typed = type("gateway", "restart");

    assertThat(typed.out()).startsWith("The gateway has started anew.\n");
    assertThat(typed.exit()).isZero();
    assertThat(gateway.asked).containsExactly("POST /api/gateway/restart", "GET /api/gateway");
  }

  @Test
  void a_configuration_that_cannot_hold_is_told_with_every_finding() {
    String findings =
        """
        {"restarting":false,"applied":false,"findings":[{"id":"config-wrong","severity":"error",\
        "what":"It is wrong.","where":"holdfast.json","remedy":"Mend it."}]}\
        """;
    gateway.answers(200, findings);

    for (String verb : new String[] {"restart", "reload"}) {
      Typed typed = type("gateway", verb);

      assertThat(typed.exit()).isEqualTo(1);
      assertThat(typed.err()).contains("It is wrong. [config-wrong]", "Mend it.");
    }
  }

  @Test
  void a_reload_names_what_changed_and_what_waits() {
    gateway.answers(
        200,
        "{\"applied\":true,\"changed\":[\"agents.main.model\"],"
            + "\"needs_restart\":[\"gateway.port\"],\"findings\":[]}");

    assertThat(type("gateway", "reload").out())
        .isEqualTo(
            """
            In force now: agents.main.model
            With the next start: gateway.port
            Start it anew with: holdfast gateway restart
            """);
    gateway.answers(200, "{\"applied\":true,\"changed\":[],\"needs_restart\":[]}");
    assertThat(type("gateway", "reload").out()).isEqualTo("Nothing has changed.\n");
  }

  @Test
  void the_log_is_looked_at_or_changed() {
    gateway.answers(200, "{\"logger\":\"dev.holdfast\",\"level\":\"debug\"}");

    assertThat(type("log", "level").out()).isEqualTo("dev.holdfast logs at debug.\n");
    assertThat(type("log", "level", "debug", "--logger", "dev.holdfast.app").exit()).isZero();
    assertThat(type("log", "level", "loud").exit()).isEqualTo(2);

    assertThat(gateway.asked)
        .containsExactly(
            "GET /api/log/level",
            "PUT /api/log/level {\"level\":\"debug\",\"logger\":\"dev.holdfast.app\"}");
  }

  @Test
  void a_rehearsal_asks_the_gateway_for_no_more_than_what_only_it_can_foresee() {
    gateway.answers(
        200,
        "{\"restarting\":true,\"applied\":true,\"changed\":[\"agents.main.model\"],"
            + "\"needs_restart\":[\"gateway.port\"],\"findings\":[]}");

    for (String verb : new String[] {"stop", "drain", "restart", "reload"}) {
      Typed typed = type("gateway", verb, "--dry-run", "--json");

      assertThat(typed.exit()).isZero();
      String ended = typed.out().lines().toList().getLast();
      assertThat(Json.at(ended, "data.would.action")).isEqualTo(verb);
    }
    assertThat(gateway.asked)
        .containsExactly("GET /api/gateway/restart", "GET /api/gateway/reload");
    assertThat(type("gateway", "reload", "--dry-run").out())
        .isEqualTo(
            """
            These would be in force: agents.main.model
            These would wait for the next start: gateway.port
            """);
    gateway.answers(200, "{\"applied\":true,\"changed\":[],\"needs_restart\":[]}");
    assertThat(type("gateway", "reload", "--dry-run").out()).isEqualTo("Nothing would change.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restart", "reload"})
  void a_rehearsal_refuses_what_would_be_refused_and_in_the_same_words(String verb) {
    gateway.answers(
        200,
        """
        {"restarting":false,"applied":false,"findings":[{"id":"config-wrong","severity":"error",\
        "what":"It is wrong.","where":"holdfast.json","remedy":"Mend it."}]}\
        """);
    assertThat(type("gateway", verb, "--dry-run")).isEqualTo(type("gateway", verb));

    gateway.refuses(403, "beyond_binding", "The token is bound.");
    assertThat(type("gateway", verb, "--dry-run")).isEqualTo(type("gateway", verb));

    assertThat(gateway.asked)
        .filteredOn(asked -> asked.startsWith("GET "))
        .hasSize(2)
        .containsOnly("GET /api/gateway/" + verb);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway stop",
        "gateway drain",
        "gateway restart",
        "gateway reload",
        "log level debug"
      })
  void which_gateway_is_meant_is_told_before_the_question_and_in_a_rehearsal(String line) {
    String notice =
        "through gateway %s: home /home/ann/.holdfast, process 4711, store %s\n"
            .formatted(gateway.url(), Samples.STORE);
    var no = new ByteArrayInputStream("n\n".getBytes(StandardCharsets.UTF_8));
    gateway.answers(200, "{\"restarting\":true,\"applied\":true,\"changed\":[]}");

    Typed asked = Typed.command(new Person.AtTerminal(no), services, line.split(" "));
    Typed rehearsed = type((line + " --dry-run").split(" "));
    Typed json = type((line + " --dry-run --json").split(" "));

    assertThat(asked.err()).startsWith(notice).contains("Go on? [y/N]");
    assertThat(rehearsed.err()).isEqualTo(notice);
    String event = json.out().lines().findFirst().orElseThrow();
    assertThat(Json.at(event, "event")).isEqualTo("writing");
    assertThat(Json.at(event, "data.pid")).isEqualTo("4711");
    assertThat(Json.at(event, "data.storeId")).isEqualTo(Samples.STORE.value());
    assertThat(gateway.asked).allMatch(each -> each.startsWith("GET "));
  }
}
