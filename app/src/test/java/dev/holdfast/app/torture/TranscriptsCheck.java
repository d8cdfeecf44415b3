package dev.holdfast.app.torture;

import dev.holdfast.app.torture.StoreRows.EventRow;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import dev.holdfast.app.torture.StoreRows.TurnRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Each transcript is whole, and its answered turns are one chain from the root to the head: a
 * question that nobody answered may hang beside it, a second answer may not.
 */
final class TranscriptsCheck {

  private static final String COMPLETED = "completed";
  private static final String ASSISTANT = "assistant";

  private final History history;
  private final Set<String> completed;
  private final List<Violation> violations = new ArrayList<>();

  private TranscriptsCheck(History history) {
    this.history = history;
    this.completed =
        history.after().turns().stream()
            .filter(turn -> turn.state().equals(COMPLETED))
            .map(TurnRow::turn)
            .collect(Collectors.toSet());
  }

  static List<Violation> check(History history) {
    TranscriptsCheck check = new TranscriptsCheck(history);
    Map<String, List<EventRow>> events =
        history.after().events().stream().collect(Collectors.groupingBy(EventRow::session));
    for (TranscriptRow transcript : history.after().transcripts()) {
      check.transcript(transcript, events.getOrDefault(transcript.session(), List.of()));
    }
    check.whatWasThereBeforeStays();
    return check.violations;
  }

  private void transcript(TranscriptRow transcript, List<EventRow> events) {
    String where = transcript.key() + " " + transcript.session();
    if (events.size() != transcript.eventCount()
        || !events.isEmpty() && events.getLast().sequence() != events.size()) {
      violations.add(
          new Violation(
              Invariant.NOTHING_LOST,
              where,
              events.size() + " events, counted " + transcript.eventCount()));
      return;
    }
    Set<Long> answered = answeredPaths(events);
    Set<Long> parents = new HashSet<>();
    for (EventRow event : events) {
      if (answered.contains(event.sequence()) && !parents.add(event.parent())) {
        forked(where, "event " + event.sequence() + " is a second answer to " + event.parent());
      }
    }
    long tip = answered.stream().mapToLong(Long::longValue).max().orElse(0);
    if (transcript.head() != tip) {
      forked(where, "the head is " + transcript.head() + ", the last answer is " + tip);
    }
  }

  /** The events of answered turns and all that they follow. */
  private Set<Long> answeredPaths(List<EventRow> events) {
    Map<Long, EventRow> bySequence =
        events.stream().collect(Collectors.toMap(EventRow::sequence, Function.identity()));
    Set<Long> paths = new HashSet<>();
    for (EventRow event : events) {
      if (event.role().equals(ASSISTANT) && completed.contains(event.turn())) {
        for (EventRow on = event;
            on != null && paths.add(on.sequence());
            on = bySequence.get(on.parent())) {
          // each step is taken in the loop's head
        }
      }
    }
    return paths;
  }

  private void whatWasThereBeforeStays() {
    Set<EventRow> kept = new HashSet<>(history.after().events());
    for (EventRow event : history.before().events()) {
      if (!kept.contains(event)) {
        violations.add(
            new Violation(
                Invariant.NOTHING_LOST,
                event.session(),
                "event " + event.sequence() + " was there before"));
      }
    }
  }

  private void forked(String where, String what) {
    violations.add(new Violation(Invariant.ONE_CHAIN_PER_BRANCH, where, what));
  }
}
