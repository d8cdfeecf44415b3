package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A tool that runs at the provider")
final class HostedToolsTest {

  private static final RawFields SEARCH = new RawFields("{\"tools\":[{\"type\":\"web_search\"}]}");

  private final TurnFixture fixture = TurnFixture.started();

  @ParameterizedTest
  @ValueSource(strings = {"acme/m-1", "demo/demo"})
  void is_refused_where_the_model_is_asked_by_chat_completions(String model) {
    TurnOutcome outcome = ask(model, "tools[0].type");

    assertThat(outcome).isInstanceOf(TurnOutcome.Refused.class);
    var refusal = ((TurnOutcome.Refused) outcome).refusal();
    assertThat(refusal.reason()).isEqualTo(RefusalReason.UNSUPPORTED_TOOL);
    assertThat(refusal.parameter()).isEqualTo("tools[0].type");
    assertThat(refusal.message()).contains(model);
    assertThat(fixture.upstream.calls).isEmpty();
    assertThat(
            fixture
                .store
                .sessionReads()
                .snapshot(AgentId.MAIN, SessionKey.ofStored(TurnFixture.KEY)))
        .isEqualTo(new SessionSnapshot.Absent());
  }

  @Test
  void is_passed_on_where_the_model_is_asked_by_responses() {
    assertThat(ask("modern/m-2", "tools[0].type")).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.upstream.calls.element().parameters())
        .isInstanceOfSatisfying(
            CallParameters.OfResponses.class,
            parameters -> assertThat(parameters.members()).isEqualTo(SEARCH));
  }

  @Test
  void is_no_matter_where_there_is_none() {
    assertThat(ask("acme/m-1", "")).isInstanceOf(TurnOutcome.Completed.class);
  }

  private TurnOutcome ask(String model, String hostedTool) {
    return fixture.run(
        TurnFixture.request(
            Caller.LOCAL_OPERATOR,
            new Target.ByKey(TurnFixture.KEY),
            model,
            List.of(Item.message(Role.USER, "Search.")),
            new CallParameters.OfResponses(SEARCH, RawFields.NONE, hostedTool)));
  }
}
