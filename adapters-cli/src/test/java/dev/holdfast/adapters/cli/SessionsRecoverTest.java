package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery.Belonging;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.in.StoredHome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("sessions recover")
final class SessionsRecoverTest {

  private static final Stuck OF_ANN =
      new Stuck(
          AgentId.MAIN,
          new Belonging.Session(SessionKey.ofStored("agent:main:ann")),
          new TurnId("turn_1"),
          new InstanceId("7@there/x"),
          Samples.NOON,
          StuckReason.OWNER_GONE,
          "Its owner is gone.");
  private static final String TOLD =
      """
      {"id":"turn_1","agent":"main","key":"agent:main:ann","owner":"7@there/x",\
      "since":"%s","reason":"owner_gone","evidence":"Its owner is gone."}\
      """
          .formatted(Samples.NOON);

  private final FixedServices services = new FixedServices();
  private final FixedHome home = new FixedHome(services.lists, Samples.STORE);
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.stored = () -> new StoredHome.Open(services.lists);
    services.direct = () -> new DirectAccess.Granted(home);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private void withoutGateway() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
  }

  @Test
  void looks_and_tells_the_evidence_without_touching_anything() {
    withoutGateway();
    services.lists.stuck = List.of(OF_ANN);

    Typed typed = Typed.command(services, "sessions", "recover", "--dry-run");

    assertThat(typed.out())
        .startsWith("These would be ended:\nturn_1  agent:main:ann  since ")
        .contains("  owner_gone: Its owner is gone.");
    assertThat(typed.exit()).isZero();
    assertThat(home.changed).isEmpty();
  }

  @Test
  void ends_them_here_if_no_gateway_runs() {
    withoutGateway();
    services.lists.stuck = List.of(OF_ANN);

    Typed typed = Typed.command(services, "sessions", "recover", "ann", "--agent", "main");

    assertThat(typed.out()).startsWith("1 ended as interrupted; their input is kept:\nturn_1  ");
    assertThat(typed.exit()).isZero();
    assertThat(home.changed).containsExactly("recover 'main' 'ann'", "closed");
  }

  @Test
  void has_the_gateway_end_them_if_one_runs() {
    services.door = gateway::door;
    gateway.answers(200, "{\"recovered\":[" + TOLD + "],\"left\":[]}");

    Typed typed = Typed.command(services, "sessions", "recover", "agent:main:ann", "--json");

    assertThat(typed.out())
        .contains("\"recovered\":[{\"turnId\":\"turn_1\"", "\"reason\":\"owner_gone\"");
    assertThat(gateway.asked)
        .containsExactly("POST /api/turns/recover {\"session\":\"agent:main:ann\"}");
  }

  @Test
  void rehearses_by_asking_the_gateway() {
    services.door = gateway::door;
    gateway.answers(200, "{\"data\":[" + TOLD + "],\"has_more\":false,\"next\":null}");

    Typed typed = Typed.command(services, "sessions", "recover", "--dry-run", "--json");

    assertThat(typed.out()).contains("\"would\"", "\"evidence\":\"Its owner is gone.\"");
    assertThat(gateway.asked).containsExactly("GET /api/turns/stuck");
  }

  @Test
  void says_so_if_one_could_not_be_ended() {
    withoutGateway();
    services.lists.left = List.of(OF_ANN);

    Typed typed = Typed.command(services, "sessions", "recover");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.out() + typed.err()).contains("turn_1", "Look again with");
  }

  @Test
  void finds_nothing_where_nothing_is_stuck() {
    withoutGateway();

    Typed typed = Typed.command(services, "sessions", "recover");

    assertThat(typed.out())
        .startsWith("No turn was ended.")
        .contains("holdfast turns list --state running", "holdfast turns abort ID");
    assertThat(typed.exit()).isZero();
  }

  @Test
  void tells_a_key_that_no_session_has_from_a_session_where_nothing_is_stuck() {
    withoutGateway();

    for (String rehearsed : List.of("--yes", "--dry-run")) {
      services.lists.session = Outcome.refused("session_not_found", "There is none.");
      Typed unknown = Typed.command(services, "sessions", "recover", "nope", rehearsed);
      services.lists.session = new Outcome.Done<>(Samples.summary());
      Typed healthy = Typed.command(services, "sessions", "recover", "main", rehearsed);

      assertThat(unknown.exit()).isEqualTo(1);
      assertThat(unknown.err()).contains("There is none.");
      assertThat(healthy.exit()).isZero();
    }
    // A lease can outlive its session: what was found is told whatever the key.
    services.lists.session = Outcome.refused("session_not_found", "There is none.");
    services.lists.stuck = List.of(OF_ANN);
    assertThat(Typed.command(services, "sessions", "recover", "ann").exit()).isZero();
  }

  @Test
  void asks_the_gateway_too_whether_there_is_such_a_session() {
    services.door = gateway::door;
    gateway.answers(200, "{\"recovered\":[],\"left\":[]}");

    Typed.command(services, "sessions", "recover", "agent:main:nope");

    assertThat(gateway.asked)
        .containsExactly(
            "POST /api/turns/recover {\"session\":\"agent:main:nope\"}",
            "GET /api/sessions/agent%3Amain%3Anope");
  }
}
