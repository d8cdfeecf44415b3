package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.TurnWrites.EndResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Turns are read back as they began and ended, newest first. */
public interface TurnRecordContract extends OpenStoreContract {

  @Test
  default void a_turn_is_read_back_as_it_began() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    ModelRoute route =
        Samples.route(
            new RouteDraft("openai-codex", "openai-codex/gpt-5.5", "", "openai-codex:work"),
            Samples.ROUTES);
    TurnScope scope = new TurnScope.Keyed(key, Samples.session("1"));

    startGranted(Samples.started("t1", scope, Samples.OWNER, route));

    assertThat(TurnsOf.session(store().turns(), AGENT, Samples.session("1")))
        .containsExactly(
            new TurnRecord(
                new TurnId("t1"),
                scope,
                new RequestId("request-of-t1"),
                Samples.ORIGIN,
                TurnApi.CHAT_COMPLETIONS,
                "openai-codex/gpt-5.5",
                route,
                HistoryAction.APPENDED,
                Samples.at(20),
                new TurnProgress.Running()));
    assertThat(RouteDraft.of(route))
        .isEqualTo(new RouteDraft("openai", "gpt-5.5", "codex", "openai:work"));
  }

  @Test
  default void a_turn_is_found_by_its_id_as_it_stands() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    long epoch = startGranted(Samples.started("t1", key, Samples.session("1"), Samples.OWNER));
    start(
        Samples.started(
            "of-none", new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));

    List<Optional<TurnState>> running = List.of(stateOf("t1"), stateOf("of-none"));
    end(Samples.completed("t1", epoch));

    assertThat(running)
        .containsExactly(Optional.of(TurnState.RUNNING), Optional.of(TurnState.RUNNING));
    assertThat(stateOf("t1")).contains(TurnState.COMPLETED);
    assertThat(store().turns().byId(AGENT, new TurnId("t1")))
        .isEqualTo(
            TurnsOf.session(store().turns(), AGENT, Samples.session("1")).stream().findFirst());
    assertThat(stateOf("t2")).isEmpty();
  }

  private Optional<TurnState> stateOf(String turn) {
    return store().turns().byId(AGENT, new TurnId(turn)).map(TurnRecord::state);
  }

  @Test
  default void every_ending_is_read_back_whole() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    List<TurnEnding> endings = endings();
    for (int number = 0; number < endings.size(); number++) {
      String turn = "t" + number;
      long epoch = startGranted(Samples.started(turn, key, Samples.session("1"), Samples.OWNER));
      assertThat(end(Samples.ended(turn, epoch, endings.get(number))))
          .isEqualTo(new EndResult.Stored());
    }

    List<TurnRecord> newestFirst = TurnsOf.session(store().turns(), AGENT, Samples.session("1"));

    assertThat(newestFirst.reversed())
        .extracting(TurnRecord::progress)
        .containsExactlyElementsOf(
            endings.stream()
                .<TurnProgress>map(ending -> new TurnProgress.Ended(ending, Samples.at(30)))
                .toList());
  }

  private static List<TurnEnding> endings() {
    List<TurnEnding> endings = new ArrayList<>();
    for (FinishReason finish : FinishReason.values()) {
      endings.add(
          new TurnEnding.Completed(
              finish,
              new Usage(10, 20, 3, 4, 5, Usage.Source.REPORTED),
              new RawFields("{\"service_tier\":\"flex\"}"),
              new RawFields("{\"logprobs\":{}}")));
    }
    endings.add(TurnEnding.Completed.plain(FinishReason.STOP, Usage.estimated(0, 5_000_000_000L)));
    for (FailureCause cause : FailureCause.values()) {
      endings.add(new TurnEnding.Failed(TurnFailure.of(cause, "why " + cause)));
    }
    endings.add(
        new TurnEnding.Failed(
            new TurnFailure(
                FailureCause.UPSTREAM_RATE_LIMITED, "slow down", Duration.ofMillis(3_001))));
    endings.add(new TurnEnding.Cancelled("the caller went away"));
    endings.add(new TurnEnding.Interrupted("the gateway was stopped"));
    return endings;
  }

  @Test
  default void the_newest_turns_of_a_key_are_found_whichever_session_it_led_to() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    finished("t1", key, Samples.session("1"));
    finished("t2", key, Samples.session("1"));
    applied(
        new SessionChange.Rotate(
            key, Samples.session("1"), Samples.session("2"), RotationReason.RESET, Samples.at(40)));
    finished("t3", key, Samples.session("2"));
    reserve(Samples.key("bob"), Samples.session("bob"));
    finished("t4", Samples.key("bob"), Samples.session("bob"));

    assertThat(newestOf(key, 2)).containsExactly("t3", "t2");
    assertThat(newestOf(key, 1000)).containsExactly("t3", "t2", "t1");
    store()
        .transactions()
        .inAgent(
            AGENT,
            work ->
                work.sessions()
                    .archive(key, Samples.session("2"), new ArchiveId("shelf"), Samples.at(80)));
    assertThat(newestOf(key, 1000)).isEmpty();
  }

  private List<String> newestOf(SessionKey key, int limit) {
    return store().turns().newestOf(AGENT, key, limit).stream()
        .map(turn -> turn.id().value())
        .toList();
  }

  private void finished(String turn, SessionKey key, SessionId session) {
    end(Samples.completed(turn, startGranted(Samples.started(turn, key, session, Samples.OWNER))));
  }

  @Test
  default void turns_of_other_sessions_and_of_none_are_kept_apart() {
    reserve(Samples.key("ann"), Samples.session("ann"));
    reserve(Samples.key("bob"), Samples.session("bob"));
    start(Samples.started("of-ann", Samples.key("ann"), Samples.session("ann"), Samples.OWNER));
    start(Samples.started("of-bob", Samples.key("bob"), Samples.session("bob"), Samples.OWNER));
    start(
        Samples.started(
            "of-none", new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));

    assertThat(TurnsOf.session(store().turns(), AGENT, Samples.session("ann")))
        .extracting(turn -> turn.id().value())
        .containsExactly("of-ann");
    assertThat(TurnsOf.none(store().turns(), AGENT))
        .extracting(turn -> turn.id().value())
        .containsExactly("of-none");
  }

  @Test
  default void a_turn_by_a_blocked_provider_is_refused() {
    RouteCanonicalizer elsewhere = new RouteCanonicalizer(Set.of("codex"));
    ModelRoute legacyHere = Samples.route(RouteDraft.ofReference("codex/gpt-5.5"), elsewhere);

    assertThatThrownBy(
            () ->
                start(Samples.started("t1", new TurnScope.Stateless(), Samples.OWNER, legacyHere)))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(TurnsOf.none(store().turns(), AGENT)).isEmpty();
  }
}
