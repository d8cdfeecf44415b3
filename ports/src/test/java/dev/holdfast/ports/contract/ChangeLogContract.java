package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.read.ChangeReads.ChangePage;
import dev.holdfast.ports.out.read.ChangeReads.Watch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever happens to turns and sessions is in the log, once, in order and without its content. */
public interface ChangeLogContract extends OpenStoreContract {

  /** Everything that is logged; nothing may have been cut off. */
  default List<LoggedChange> logged() {
    return changesAfter(0);
  }

  /** The changes behind a number, which must be told. */
  default List<LoggedChange> changesAfter(long number) {
    ChangePage page = store().changes().after(AGENT, number, 1000);
    assertThat(page).isInstanceOf(ChangePage.Changes.class);
    return ((ChangePage.Changes) page).changes();
  }

  @Test
  default void a_first_turn_logs_its_start_its_session_and_its_end_with_their_times() {
    SessionKey key = Samples.key("ann");
    SessionId session = Samples.session("1");
    reserve(key, session);
    long epoch = startGranted(Samples.started("t1", key, session, Samples.OWNER));
    append(session, Samples.first("question"));

    end(Samples.completed("t1", epoch));

    TurnScope scope = new TurnScope.Keyed(key, session);
    TurnId turn = new TurnId("t1");
    assertThat(logged())
        .containsExactly(
            new LoggedChange(1, Samples.at(20), new Change.TurnStarted(turn, scope)),
            new LoggedChange(2, Samples.at(10), new Change.SessionCreated(key, session)),
            new LoggedChange(
                3, Samples.at(30), new Change.TurnEnded(turn, scope, TurnState.COMPLETED)));
  }

  @Test
  default void a_reservation_and_the_growth_of_a_session_are_no_changes() {
    SessionKey key = Samples.key("ann");
    SessionId session = Samples.session("1");
    reserve(key, session);
    List<LoggedChange> reserved = logged();
    NewEvent first = Samples.first("a");
    append(session, first);
    List<LoggedChange> created = logged();

    append(session, Samples.after(first, "b"));
    moveHead(key, session, first);
    applied(new SessionChange.NoteHabit(key, ClientHabit.RESENDS_CONVERSATION, Samples.at(60)));

    assertThat(reserved).isEmpty();
    assertThat(created).hasSize(1);
    assertThat(logged()).isEqualTo(created);
  }

  @Test
  default void a_reset_is_one_change_with_its_reason_and_the_next_transcript_is_no_new_session() {
    SessionKey key = Samples.key("ann");
    SessionId first = Samples.session("1");
    reserve(key, first);
    append(first, Samples.first("a"));
    applied(
        new SessionChange.SelectRoute(
            key, Samples.route("openai/gpt-5.5"), RouteProvenance.FALLBACK, Samples.at(60)));
    SessionId next = Samples.session("2");

    applied(new SessionChange.Rotate(key, first, next, RotationReason.DAILY, Samples.at(70)));
    append(next, Samples.first("b"));

    assertThat(logged())
        .extracting(LoggedChange::change)
        .containsExactly(
            new Change.SessionCreated(key, first),
            new Change.SessionUpdated(key, first),
            new Change.SessionReset(key, next, RotationReason.DAILY));
    assertThat(logged().getLast().at()).isEqualTo(Samples.at(70));
  }

  @Test
  default void a_route_is_logged_when_it_is_chosen_and_when_it_is_forgotten_and_only_then() {
    SessionKey key = Samples.key("ann");
    SessionId session = Samples.session("1");
    reserve(key, session);
    SessionChange select =
        new SessionChange.SelectRoute(
            key, Samples.route("openai/gpt-5.5"), RouteProvenance.USER, Samples.at(60));

    applied(select);
    applied(select);
    applied(new SessionChange.ClearRoute(key, Samples.at(61)));
    applied(new SessionChange.ClearRoute(key, Samples.at(62)));

    Change updated = new Change.SessionUpdated(key, session);
    assertThat(logged())
        .containsExactly(
            new LoggedChange(1, Samples.at(60), updated),
            new LoggedChange(2, Samples.at(61), updated));
  }

  @Test
  default void every_end_of_a_turn_is_logged_with_its_state_and_none_of_its_words() {
    List<TurnEnding> endings =
        List.of(
            new TurnEnding.Failed(TurnFailure.of(FailureCause.UPSTREAM_ERROR, "a secret")),
            new TurnEnding.Cancelled("a secret"),
            new TurnEnding.Interrupted("a secret"));
    TurnScope none = new TurnScope.Stateless();
    List<Change> expected = new ArrayList<>();
    for (TurnEnding ending : endings) {
      String turn = "t" + expected.size();
      startUnleased(Samples.started(turn, none, Samples.OWNER, Samples.route("openai/gpt-5.5")));
      end(Samples.ended(turn, 0, ending));
      expected.add(new Change.TurnStarted(new TurnId(turn), none));
      expected.add(new Change.TurnEnded(new TurnId(turn), none, ending.state()));
    }

    assertThat(logged())
        .extracting(LoggedChange::change)
        .containsExactlyElementsOf(expected)
        .noneMatch(change -> change.toString().contains("secret"));
  }

  @Test
  default void a_turn_that_another_takes_over_is_logged_as_ended_before_that_one_starts() {
    SessionKey key = Samples.key("ann");
    SessionId session = Samples.session("1");
    reserve(key, session);
    startGranted(Samples.started("t1", key, session, Samples.OTHER_OWNER));
    long before = store().changes().newest(AGENT);

    startGranted(Samples.started("t2", key, session, Samples.OWNER));

    TurnScope scope = new TurnScope.Keyed(key, session);
    assertThat(changesAfter(before))
        .extracting(LoggedChange::change)
        .containsExactly(
            new Change.TurnEnded(new TurnId("t1"), scope, TurnState.INTERRUPTED),
            new Change.TurnStarted(new TurnId("t2"), scope));
  }

  @Test
  default void the_log_keeps_what_it_tells_of_an_unlisted_transcript_that_was_removed() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    startUnleased(Samples.unlisted("t1", session, Samples.OWNER));
    end(Samples.completed("t1", 0));
    List<LoggedChange> before = logged();

    inStore(work -> work.responses().removeUnlistedBefore(Samples.at(100), 10));

    assertThat(before)
        .extracting(LoggedChange::change)
        .extracting(Change::scope)
        .containsExactly(new TurnScope.Unlisted(session), new TurnScope.Unlisted(session));
    assertThat(logged()).isEqualTo(before);
  }

  @Test
  default void what_is_undone_is_not_logged_and_takes_no_number() {
    reserve(Samples.key("ann"), Samples.session("1"));
    append(Samples.session("1"), Samples.first("a"));

    assertThatThrownBy(
            () ->
                inStore(
                    work -> {
                      work.turns()
                          .start(
                              Samples.started(
                                  "undone",
                                  new TurnScope.Stateless(),
                                  Samples.OWNER,
                                  Samples.route("openai/gpt-5.5")),
                              Samples.ALONE);
                      throw new IllegalArgumentException("on purpose");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    start(
        Samples.started(
            "kept", new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));

    assertThat(logged()).extracting(LoggedChange::number).containsExactly(1L, 2L);
    assertThat(store().changes().newest(AGENT)).isEqualTo(2);
  }

  @Test
  default void a_page_goes_on_behind_the_one_before_without_a_gap() {
    logTurns(5);

    List<Long> told = new ArrayList<>();
    long number = 0;
    for (List<LoggedChange> page = page(number, 4); !page.isEmpty(); page = page(number, 4)) {
      assertThat(page).hasSizeLessThanOrEqualTo(4);
      page.forEach(change -> told.add(change.number()));
      number = told.getLast();
    }

    assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  default void a_number_that_was_never_given_is_unknown() {
    logTurns(1);

    assertThat(store().changes().after(AGENT, 2, 10)).isEqualTo(new ChangePage.Changes(List.of()));
    assertThat(store().changes().after(AGENT, 3, 10)).isEqualTo(new ChangePage.Unknown());
  }

  @Test
  default void a_watch_is_told_after_each_commit_that_its_change_is_there_until_it_is_closed() {
    List<Long> seen = new ArrayList<>();
    Watch watch = store().changes().watch(agent -> seen.add(store().changes().newest(agent)));
    logTurns(2);
    watch.close();
    logTurns(1, "later");

    assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
  }

  /** Logs two changes for each of so many turns, each in a transaction of its own. */
  default void logTurns(int count) {
    logTurns(count, "t");
  }

  /** The same with names of their own. */
  default void logTurns(int count, String name) {
    for (int number = 0; number < count; number++) {
      String turn = name + number;
      startUnleased(
          Samples.started(
              turn, new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));
      end(Samples.completed(turn, 0));
    }
  }

  private List<LoggedChange> page(long number, int limit) {
    return ((ChangePage.Changes) store().changes().after(AGENT, number, limit)).changes();
  }
}
