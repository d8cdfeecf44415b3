package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Readiness tells what is true when it is asked")
class ReadinessServiceTest {

  private static final String SECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  private final TurnFixture fixture = TurnFixture.started();

  @Test
  void of_a_gateway_that_was_never_asked_anything() {
    assertThat(details(fixture))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "store", "fixture",
                "durability", "full",
                "agent main", "in service",
                "upstream acme", "not called yet",
                "upstream modern", "not called yet",
                "upstream openai", "not called yet"));
  }

  @Test
  void of_an_agent_whose_database_breaks_and_is_mended() {
    fixture.sessions.breakDown();
    String broken = details(fixture).get("agent main");
    fixture.sessions.recover();

    assertThat(broken).isEqualTo("It cannot be read.");
    assertThat(details(fixture)).containsEntry("agent main", "in service");
  }

  @Test
  void of_the_last_call_of_each_upstream() {
    fixture.say("one");
    assertThat(details(fixture).get("upstream acme")).matches("answered at " + SECONDS);

    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_AUTH_FAILED);
    fixture.say("two");

    assertThat(details(fixture).get("upstream acme")).matches("upstream_auth_failed at " + SECONDS);
    assertThat(details(fixture)).containsEntry("upstream openai", "not called yet");
  }

  @Test
  void of_an_upstream_that_stayed_silent() {
    TurnFixture hasty = TurnFixture.started(Duration.ofMillis(50));
    hasty.upstream.script = call -> new ModelOutcome.Cancelled(List.of());

    hasty.say("one");

    assertThat(details(hasty).get("upstream acme")).matches("turn_timed_out at " + SECONDS);
  }

  @Test
  void and_no_agent_that_the_caller_does_not_reach() {
    Caller bound =
        new Caller(
            "t", "t", Scope.READ, new AgentBinding.Only(AgentId.of("work")), new KeyBinding.Any());

    assertThat(readiness(fixture).details(bound)).doesNotContainKey("agent main");
  }

  @Test
  void while_it_drains_too() {
    fixture.gateway.stop();

    assertThat(readiness(fixture).state()).isEqualTo(Readiness.State.STOPPING);
    assertThat(details(fixture)).containsEntry("store", "fixture");
    assertThat(details(fixture).get("agent main")).isNotEqualTo("in service");
  }

  private static Map<String, String> details(TurnFixture fixture) {
    return readiness(fixture).details(Caller.LOCAL_OPERATOR);
  }

  private static Readiness readiness(TurnFixture fixture) {
    return fixture.injector.getInstance(Readiness.class);
  }
}
