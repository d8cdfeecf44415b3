package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.configuration.SessionSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.ResetPolicy;
import dev.holdfast.domain.session.ResetRule;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A session that begins anew")
class SessionResetTest {

  private static SessionEntry entry(TurnFixture fixture) {
    return ((SessionSnapshot.Present)
            fixture
                .store
                .sessionReads()
                .snapshot(AgentId.MAIN, SessionKey.ofStored(TurnFixture.KEY)))
        .entry();
  }

  private static String answer(TurnOutcome outcome) {
    return TurnFixture.text(
        ((TurnOutcome.Completed) outcome).choices().getFirst().items().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/new", "/reset", "  /new\n"})
  void does_so_by_a_message_that_no_model_sees(String command) {
    TurnFixture fixture = TurnFixture.started();
    fixture.say("hello");
    SessionId before = entry(fixture).id();

    TurnOutcome outcome = fixture.say(command);

    assertThat(answer(outcome)).isEqualTo("ASSISTANT:" + ResetCommand.ANSWER);
    assertThat(entry(fixture).id()).isNotEqualTo(before);
    assertThat(entry(fixture).previous()).isEqualTo(new PreviousSession.Linked(before));
    assertThat(entry(fixture).eventCount()).isZero();
    assertThat(fixture.upstream.calls).hasSize(1);
    fixture.say("who am I?");
    assertThat(fixture.lastPrompt()).containsExactly("SYSTEM:Be brief.", "USER:who am I?");
    assertThat(fixture.store.sessionReads().snapshot(AgentId.MAIN, before))
        .isInstanceOf(SessionSnapshot.Present.class);
  }

  @Test
  void lets_who_names_it_go_on_with_what_was_before() {
    TurnFixture fixture = TurnFixture.started();
    fixture.say("hello");
    SessionId before = entry(fixture).id();
    fixture.say("/new");
    SessionEntry fresh = entry(fixture);

    TurnOutcome outcome =
        fixture.run(
            TurnFixture.request(
                new Target.ById(TurnFixture.KEY, before.value()), "holdfast", "and then?"));

    assertThat(answer(outcome)).isEqualTo("ASSISTANT:ok");
    assertThat(fixture.store.sessionReads().snapshot(AgentId.MAIN, before))
        .isInstanceOfSatisfying(
            SessionSnapshot.Present.class,
            past ->
                assertThat(past.path().stream().map(TurnFixture::text))
                    .containsExactly(
                        "USER:hello", "ASSISTANT:ok", "USER:and then?", "ASSISTANT:ok"));
    assertThat(entry(fixture)).isEqualTo(fresh);
  }

  @Test
  void is_left_alone_by_the_same_command_a_second_time() {
    TurnFixture fixture = TurnFixture.started();
    fixture.say("hello");
    fixture.say("/new");
    SessionId fresh = entry(fixture).id();

    fixture.say("/new");

    assertThat(entry(fixture).id()).isEqualTo(fresh);
  }

  @Test
  void may_be_one_that_never_was() {
    TurnFixture fixture = TurnFixture.started();

    assertThat(answer(fixture.say("/reset"))).isEqualTo("ASSISTANT:" + ResetCommand.ANSWER);

    assertThat(entry(fixture).eventCount()).isZero();
    assertThat(fixture.upstream.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/new model, please", "please /reset", "/Reset", "new"})
  void is_not_meant_by_a_message_that_says_more(String text) {
    TurnFixture fixture = TurnFixture.started();

    assertThat(answer(fixture.say(text))).isEqualTo("ASSISTANT:ok");
  }

  @Test
  void is_not_meant_where_the_command_is_one_of_several_messages() {
    TurnFixture fixture = TurnFixture.started();

    TurnOutcome outcome =
        fixture.run(
            TurnFixture.request(
                new Target.ByKey(TurnFixture.KEY),
                "holdfast",
                List.of(
                    Item.message(Role.USER, "what does this do?"),
                    Item.message(Role.USER, "/new"))));

    assertThat(answer(outcome)).isEqualTo("ASSISTANT:ok");
  }

  @Test
  void does_so_when_its_policy_says_so() {
    TurnFixture fixture =
        TurnFixture.started(
            new SessionSettings(
                SessionSettings.DEFAULT_MAIN_KEY,
                List.of(),
                new ResetPolicy(new ResetRule.Idle(Duration.ofMinutes(1)), Map.of(), Map.of()),
                QueueSettings.defaults()));
    fixture.say("hello");
    SessionId before = entry(fixture).id();
    fixture.say("still here");
    assertThat(entry(fixture).id()).isEqualTo(before);
    // Less than what a clock that was set would be told by.
    fixture.clock.ahead = Duration.ofMinutes(2);

    fixture.say("back again");

    assertThat(entry(fixture).previous()).isEqualTo(new PreviousSession.Linked(before));
    assertThat(fixture.transcript()).containsExactly("USER:back again", "ASSISTANT:ok");
  }

  @Test
  void does_not_do_so_by_a_clock_that_was_set() {
    TurnFixture fixture =
        TurnFixture.started(
            new SessionSettings(
                SessionSettings.DEFAULT_MAIN_KEY,
                List.of(),
                new ResetPolicy(new ResetRule.Idle(Duration.ofMinutes(1)), Map.of(), Map.of()),
                QueueSettings.defaults()));
    fixture.say("hello");
    SessionId before = entry(fixture).id();
    fixture.clock.ahead = Duration.ofDays(1);

    fixture.say("what time is it?");

    assertThat(entry(fixture).id()).isEqualTo(before);
  }
}
