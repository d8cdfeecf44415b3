package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.torture.StoreRows.EventRow;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Real time and the store agree: a request that was sent after another was answered stands behind
 * it, in the same session or in a newer one. Of a request and its retries the first that was
 * answered counts, because the others only repeat it.
 */
final class OrderCheck {

  /** Where an answered operation stands: which session of its key, and where in it. */
  private record Standing(Operation operation, int session, long sequence)
      implements Comparable<Standing> {

    @Override
    public int compareTo(Standing other) {
      return Comparator.comparingInt(Standing::session)
          .thenComparingLong(Standing::sequence)
          .compare(this, other);
    }
  }

  private final Map<String, Integer> sessions = new HashMap<>();
  private final Map<String, Long> answers = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private OrderCheck(History history) {
    for (List<TranscriptRow> chain : history.chains().values()) {
      for (int i = 0; i < chain.size(); i++) {
        sessions.put(chain.get(i).session(), i);
      }
    }
    for (EventRow event : history.after().events()) {
      answers.merge(event.turn(), event.sequence(), Math::max);
    }
  }

  static List<Violation> check(History history) {
    OrderCheck check = new OrderCheck(history);
    Map<String, List<Standing>> byKey = new HashMap<>();
    for (Operation operation : firstAnswers(history)) {
      if (operation.outcome() instanceof Outcome.Answered answered && check.isStored(answered)) {
        byKey
            .computeIfAbsent(operation.key(), key -> new ArrayList<>())
            .add(check.standing(operation, answered));
      }
    }
    byKey.values().forEach(check::inOrder);
    return check.violations;
  }

  private static List<Operation> firstAnswers(History history) {
    List<Operation> first = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (List<Operation> attempts : history.attempts(kind).values()) {
        attempts.stream()
            .filter(attempt -> attempt.outcome() instanceof Outcome.Answered)
            .min(Comparator.comparingLong(Operation::endedAt))
            .map(answer -> since(attempts.getFirst(), answer))
            .ifPresent(first::add);
      }
    }
    return first;
  }

  /** A retry may hear what the first attempt did, so the operation began with that one. */
  private static Operation since(Operation first, Operation answered) {
    return new Operation(
        answered.process(),
        answered.key(),
        answered.kind(),
        answered.text(),
        first.invokedAt(),
        answered.endedAt(),
        answered.outcome());
  }

  /** What is not stored stands nowhere; that it is lost is found elsewhere. */
  private boolean isStored(Outcome.Answered answered) {
    return sessions.containsKey(answered.session())
        && (answered.turn().isEmpty() || answers.containsKey(answered.turn()));
  }

  private Standing standing(Operation operation, Outcome.Answered answered) {
    return new Standing(
        operation,
        sessions.getOrDefault(answered.session(), 0),
        answers.getOrDefault(answered.turn(), 0L));
  }

  private void inOrder(List<Standing> standings) {
    List<Standing> byEnd = new ArrayList<>(standings);
    byEnd.sort(Comparator.comparingLong(standing -> standing.operation().endedAt()));
    List<Standing> byStart = new ArrayList<>(standings);
    byStart.sort(Comparator.comparingLong(standing -> standing.operation().invokedAt()));
    int ended = 0;
    List<Standing> furthest = new ArrayList<>(1);
    for (Standing next : byStart) {
      for (; ended < byEnd.size() && isBefore(byEnd.get(ended), next); ended++) {
        if (furthest.isEmpty() || furthest.getFirst().compareTo(byEnd.get(ended)) < 0) {
          furthest.clear();
          furthest.add(byEnd.get(ended));
        }
      }
      furthest.stream()
          .filter(told -> next.compareTo(told) < 0)
          .forEach(told -> violated(told, next));
    }
  }

  private static boolean isBefore(Standing one, Standing other) {
    return one.operation().endedAt() < other.operation().invokedAt();
  }

  private void violated(Standing told, Standing next) {
    violations.add(
        new Violation(
            Invariant.RESOLUTION_IS_LINEARIZABLE,
            next.operation().key(),
            next.operation() + " began after " + told.operation() + " had been answered"));
  }
}
