package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A turn")
class InternalTurnTest {

  private final TurnFixture fixture = TurnFixture.started();

  @Test
  void that_one_part_hands_to_another_is_on_no_list_and_waits_for_nobody() {
    SessionKey routing = SessionKey.ofStored("agent:main:subagent:research");
    fixture.say("hello");

    TurnOutcome.Completed outcome =
        (TurnOutcome.Completed)
            fixture.run(
                TurnFixture.request(new Target.Internal(routing), "holdfast", "look it up"));

    assertThat(outcome.facts().scope()).isInstanceOf(TurnScope.Unlisted.class);
    assertThat(fixture.lastPrompt()).containsExactly("SYSTEM:Be brief.", "USER:look it up");
    assertThat(fixture.store.sessionReads().snapshot(AgentId.MAIN, routing))
        .isEqualTo(new SessionSnapshot.Absent());
    assertThat(fixture.store.sessionReads().count(AgentId.MAIN)).isEqualTo(1);
    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:ok");
  }
}
