package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.torture.StoreRows.LeaseRow;
import dev.holdfast.app.torture.StoreRows.SessionRow;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import dev.holdfast.app.torture.StoreRows.TurnRow;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The history checker")
class HistoryCheckerTest {

  private final ForgedHistory forged = ForgedHistory.good();

  private void finds(Invariant... invariants) {
    assertThat(forged.violations()).extracting(Violation::invariant).containsOnly(invariants);
  }

  @Test
  void finds_nothing_in_a_good_history() {
    assertThat(forged.violations()).isEmpty();
  }

  @Test
  void finds_nothing_in_a_question_that_nobody_answered_and_another_beside_it() {
    forged.event("s2", 4, "lost", "user", "lost");
    forged.begun("s2", "lost", "interrupted");
    forged.operations.add(forged.operation(Kind.TURN, "lost", new Outcome.Unheard()));
    forged.turn("s2", "five");

    assertThat(HistoryChecker.check(forged.history().withFaults())).isEmpty();
  }

  @Test
  void finds_nothing_in_a_retry_that_takes_over_the_question_of_a_turn_that_is_gone() {
    long question = forged.event("s2", 4, "gone", "user", "five");
    forged.begun("s2", "gone", "interrupted");
    forged.operations.add(forged.operation(Kind.TURN, "five", new Outcome.Unheard()));
    forged.head("s2", forged.event("s2", question, "five", "assistant", "answer to five"));
    forged.begun("s2", "five", "completed");
    forged.operations.add(
        forged.operation(
            Kind.TURN, "five", new Outcome.Answered("s2", "turn-five", "answer to five")));

    assertThat(HistoryChecker.check(forged.history().withFaults())).isEmpty();
  }

  @Test
  void names_a_second_first_session_of_a_key() {
    forged.transcripts.add(new TranscriptRow("fork", ForgedHistory.KEY, "", "", 0, 0));

    finds(Invariant.ONE_SESSION_PER_KEY);
  }

  @Test
  void names_a_second_session_after_one() {
    forged.transcripts.add(new TranscriptRow("fork", ForgedHistory.KEY, "s1", "daily", 0, 0));

    finds(Invariant.ONE_SESSION_PER_KEY);
  }

  @Test
  void names_a_session_that_was_told_and_is_none_of_the_key() {
    ForgedHistory.bend(
        forged.operations,
        operation ->
            operation.kind() == Kind.RESET
                ? forged.operation(Kind.RESET, "to s3", new Outcome.Answered("s3", "", ""))
                : operation);

    assertThat(forged.violations())
        .extracting(Violation::invariant)
        .contains(Invariant.ONE_SESSION_PER_KEY);
  }

  @Test
  void names_a_rotation_that_nobody_asked_for() {
    forged.operations.removeIf(operation -> operation.kind() == Kind.RESET);

    finds(Invariant.ONE_SESSION_PER_KEY);
  }

  @Test
  void allows_as_many_rotations_by_policy_as_were_due() {
    forged.operations.removeIf(operation -> operation.kind() == Kind.RESET);
    ForgedHistory.bend(
        forged.transcripts,
        row ->
            row.reason().isEmpty()
                ? row
                : new TranscriptRow(
                    row.session(), row.key(), "s1", "daily", row.eventCount(), row.head()));

    assertThat(HistoryChecker.check(forged.history().withRotations(1))).isEmpty();
    finds(Invariant.ONE_SESSION_PER_KEY);
  }

  @Test
  void names_a_key_that_points_at_an_old_session() {
    forged.sessions.clear();
    forged.sessions.add(new SessionRow(ForgedHistory.KEY, "s1"));

    finds(Invariant.ONE_SESSION_PER_KEY);
  }

  @Test
  void names_two_answers_that_follow_the_same_event() {
    long question = forged.event("s2", 2, "five", "user", "five");
    forged.head("s2", forged.event("s2", question, "five", "assistant", "answer to five"));
    forged.begun("s2", "five", "completed");
    forged.operations.add(
        forged.operation(
            Kind.TURN, "five", new Outcome.Answered("s2", "turn-five", "answer to five")));

    assertThat(forged.violations())
        .extracting(Violation::invariant)
        .contains(Invariant.ONE_CHAIN_PER_BRANCH);
  }

  @Test
  void names_a_head_that_left_an_answer_behind() {
    forged.head("s2", 2);

    assertThat(forged.violations())
        .extracting(Violation::invariant)
        .contains(Invariant.ONE_CHAIN_PER_BRANCH, Invariant.NOTHING_LOST);
  }

  @Test
  void names_an_acknowledged_turn_that_is_gone() {
    forged.operations.add(
        forged.operation(
            Kind.TURN, "five", new Outcome.Answered("s2", "turn-five", "answer to five")));

    finds(Invariant.NOTHING_LOST);
  }

  @Test
  void names_an_acknowledged_answer_that_is_gone() {
    forged.event("s2", 4, "five", "user", "five");
    forged.begun("s2", "five", "interrupted");
    forged.operations.add(
        forged.operation(
            Kind.TURN, "five", new Outcome.Answered("s2", "turn-five", "answer to five")));

    finds(Invariant.NOTHING_LOST);
  }

  @Test
  void names_an_answer_that_was_told_otherwise() {
    forged.operations.removeLast();
    forged.operations.add(
        forged.operation(Kind.TURN, "four", new Outcome.Answered("s2", "turn-four", "other")));

    finds(Invariant.NOTHING_LOST);
  }

  @Test
  void names_an_event_of_before_that_is_gone() {
    StoreRows before = forged.history().after();
    forged.events.removeLast();
    forged.events.removeLast();
    ForgedHistory.bend(
        forged.transcripts,
        row ->
            row.session().equals("s2")
                ? new TranscriptRow("s2", row.key(), row.previous(), row.reason(), 2, 2)
                : row);
    forged.operations.clear();

    assertThat(HistoryChecker.check(forged.history().from(before)))
        .extracting(Violation::invariant)
        .contains(Invariant.NOTHING_LOST);
  }

  @Test
  void names_a_sequence_with_a_gap() {
    forged.events.removeIf(event -> event.session().equals("s1") && event.sequence() == 3);

    assertThat(forged.violations())
        .extracting(Violation::invariant)
        .contains(Invariant.NOTHING_LOST);
  }

  @Test
  void names_a_question_that_is_stored_twice() {
    forged.event("s2", 4, "four", "user", "four");

    finds(Invariant.NOTHING_DUPLICATED);
  }

  @Test
  void names_a_question_that_a_retry_did_not_find_again() {
    forged.event("s2", 4, "gone", "user", "five");
    forged.begun("s2", "gone", "interrupted");
    forged.turn("s2", "five");

    finds(Invariant.NOTHING_DUPLICATED);
  }

  @Test
  void finds_nothing_in_a_question_whose_session_went_on_before_it_was_asked_again() {
    forged.event("s2", 4, "gone", "user", "six");
    forged.begun("s2", "gone", "interrupted");
    forged.turn("s2", "five");
    forged.turn("s2", "six");

    assertThat(forged.violations()).isEmpty();
  }

  @Test
  void names_an_answer_that_is_stored_twice() {
    forged.event("s2", 3, "four", "assistant", "answer to four");

    assertThat(forged.violations())
        .extracting(Violation::invariant)
        .contains(Invariant.NOTHING_DUPLICATED);
  }

  @Test
  void names_what_nobody_asked() {
    forged.event("s2", 4, "five", "user", "five");

    finds(Invariant.NOTHING_INVENTED);
  }

  @Test
  void names_what_was_refused_and_is_stored() {
    forged.event("s2", 4, "five", "user", "five");
    forged.operations.add(
        forged.operation(Kind.TURN, "five", new Outcome.Refused("session_queue_full")));

    assertThat(HistoryChecker.check(forged.history().withFaults()))
        .extracting(Violation::invariant)
        .containsOnly(Invariant.NOTHING_INVENTED);
  }

  @Test
  void names_an_epoch_that_stood_still() {
    ForgedHistory.bend(
        forged.turns,
        row ->
            row.number() == 3
                ? new TurnRow(3, row.turn(), row.key(), row.session(), row.state(), "owner", 2)
                : row);

    assertThat(forged.violations())
        .extracting(Violation::invariant)
        .contains(Invariant.EPOCHS_GROW);
  }

  @Test
  void names_a_lease_whose_epoch_went_back() {
    StoreRows before = forged.history().after();
    forged.leases.clear();
    forged.leases.add(new LeaseRow(ForgedHistory.KEY, 3, ""));

    finds(Invariant.EPOCHS_GROW);
    assertThat(HistoryChecker.check(forged.history().from(before)))
        .extracting(Violation::invariant)
        .containsOnly(Invariant.EPOCHS_GROW);
  }

  @Test
  void names_an_event_that_an_owner_stored_after_it_was_taken_over() {
    forged.begun("s2", "stale", "interrupted");
    forged.begun("s2", "five", "completed");
    long question = forged.event("s2", 4, "five", "user", "five");
    forged.head("s2", forged.event("s2", question, "five", "assistant", "answer to five"));
    forged.event("s2", 4, "stale", "user", "stale");
    for (String text : List.of("stale", "five")) {
      forged.operations.add(forged.operation(Kind.TURN, text, new Outcome.Unheard()));
    }

    assertThat(HistoryChecker.check(forged.history().withFaults()))
        .extracting(Violation::invariant)
        .containsOnly(Invariant.ONLY_THE_OWNER_WRITES);
  }

  @Test
  void names_a_request_that_sees_an_older_session_than_one_that_was_answered_before() {
    Operation two = forged.operations.remove(1);
    forged.operations.add(forged.operation(Kind.TURN, "two", two.outcome()));

    finds(Invariant.RESOLUTION_IS_LINEARIZABLE);
  }

  @Test
  void allows_any_order_of_requests_that_overlap() {
    Operation two = forged.operations.remove(1);
    forged.operations.add(
        new Operation("process", two.key(), two.kind(), "two", 0, 1_000, two.outcome()));

    assertThat(forged.violations()).isEmpty();
  }

  @Test
  void allows_a_retry_to_hear_what_was_answered_long_before() {
    Operation one = forged.operations.getFirst();
    forged.operations.add(forged.operation(Kind.TURN, "one", one.outcome()));

    assertThat(forged.violations()).isEmpty();
  }

  @Test
  void names_a_retry_that_hears_something_else() {
    forged.operations.add(
        forged.operation(
            Kind.TURN, "four", new Outcome.Answered("s2", "turn-new", "answer to four")));

    finds(Invariant.RETRIES_ANSWER_THE_SAME);
  }

  @Test
  void names_a_retry_of_a_reset_that_hears_of_another_session() {
    forged.operations.add(
        forged.operation(Kind.RESET, "to s2", new Outcome.Answered("s1", "", "")));

    finds(Invariant.RETRIES_ANSWER_THE_SAME);
  }

  @Test
  void names_a_reset_that_kept_a_session_in_which_something_was_said() {
    forged.operations.add(
        forged.operation(Kind.RESET, "again", new Outcome.Answered("s2", "", "")));

    finds(Invariant.RESOLUTION_IS_LINEARIZABLE);
  }

  @Test
  void names_a_turn_that_runs_and_a_lease_that_is_held() {
    forged.begun("s2", "five", "running");
    forged.leases.clear();
    forged.leases.add(new LeaseRow(ForgedHistory.KEY, 5, "owner"));

    assertThat(forged.violations())
        .extracting(Violation::invariant)
        .containsExactly(Invariant.NOTHING_RUNS, Invariant.NOTHING_RUNS);
  }

  @Test
  void names_a_request_that_was_not_answered_though_nothing_was_broken() {
    forged.operations.add(
        forged.operation(Kind.TURN, "five", new Outcome.Failed("storage_failed")));

    finds(Invariant.EVERYBODY_IS_ANSWERED);
    assertThat(HistoryChecker.check(forged.history().withFaults())).isEmpty();
  }

  @Test
  void says_which_promise_was_broken_where_and_by_what() {
    forged.event("s2", 4, "five", "user", "five");

    assertThat(forged.violations())
        .singleElement()
        .hasToString(
            "NOTHING_INVENTED (what nobody said is not stored, nor what was refused) is violated"
                + " at store: nobody asked 'five'");
  }

  @Test
  void reads_back_the_lines_in_which_processes_tell_their_operations() {
    List<Operation> told =
        List.of(
            forged.operations.getFirst(),
            forged.operation(Kind.RESET, "again", new Outcome.Refused("session_busy")),
            forged.operation(Kind.TURN, "five", new Outcome.Failed("storage_failed")),
            forged.operation(Kind.TURN, "six", new Outcome.Unheard()));

    assertThat(told.stream().map(OperationLine::of).map(OperationLine::read))
        .containsExactlyElementsOf(told);
  }
}
