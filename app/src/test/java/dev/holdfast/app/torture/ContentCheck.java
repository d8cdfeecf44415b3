package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.torture.StoreRows.EventRow;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was acknowledged is stored once, what was refused is not, and nobody invented anything. */
final class ContentCheck {

  private static final String USER = "user";

  private final History history;
  private final Map<String, List<EventRow>> questions;
  private final Map<Place, List<EventRow>> children;
  private final Map<Place, EventRow> events;
  private final Set<Place> onPath = new HashSet<>();
  private final Set<String> answeredTurns = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private record Place(String session, long sequence) {}

  private ContentCheck(History history) {
    this.history = history;
    List<EventRow> stored = history.after().events();
    questions =
        stored.stream()
            .filter(event -> event.role().equals(USER))
            .collect(Collectors.groupingBy(EventRow::text));
    children =
        stored.stream()
            .collect(Collectors.groupingBy(event -> new Place(event.session(), event.parent())));
    events =
        stored.stream()
            .collect(
                Collectors.toMap(
                    event -> new Place(event.session(), event.sequence()), Function.identity()));
    stored.stream()
        .filter(event -> !event.role().equals(USER))
        .forEach(event -> answeredTurns.add(event.turn()));
    for (TranscriptRow transcript : history.after().transcripts()) {
      walk(new Place(transcript.session(), transcript.head()));
    }
  }

  static List<Violation> check(History history) {
    ContentCheck check = new ContentCheck(history);
    Map<String, List<Operation>> asked = history.attempts(Operation.Kind.TURN);
    asked.forEach(check::question);
    check.nothingInvented(asked.keySet());
    return check.violations;
  }

  private void walk(Place head) {
    Place place = head;
    for (EventRow event = events.get(place); event != null; event = events.get(place)) {
      onPath.add(place);
      place = new Place(event.session(), event.parent());
    }
  }

  private void question(String text, List<Operation> attempts) {
    List<EventRow> stored = questions.getOrDefault(text, List.of());
    List<Outcome.Answered> answers = History.answers(attempts);
    String key = attempts.getFirst().key();
    once(text, key, stored);
    if (answers.stream().distinct().count() > 1) {
      violated(Invariant.RETRIES_ANSWER_THE_SAME, key, "'" + text + "' was told " + answers);
    }
    if (answers.isEmpty()) {
      unanswered(text, key, attempts, stored);
    } else {
      answered(text, key, answers.getFirst(), stored);
    }
  }

  /**
   * A question stands on the path once. Beside the path it may stand where a turn ended without an
   * answer and the session went on: a retry finds its question again only while nobody has gone on.
   */
  private void once(String text, String key, List<EventRow> stored) {
    if (stored.stream().filter(this::isOnPath).count() > 1) {
      violated(Invariant.NOTHING_DUPLICATED, key, "'" + text + "' stands on the path again");
    }
    if (stored.stream().map(event -> new Place(event.session(), event.parent())).distinct().count()
        < stored.size()) {
      violated(Invariant.NOTHING_DUPLICATED, key, "'" + text + "' was not found again");
    }
    for (EventRow question : stored) {
      if (!isOnPath(question) && answeredTurns.contains(question.turn())) {
        violated(Invariant.NOTHING_DUPLICATED, key, "'" + text + "' stands beside its answer");
      }
      if (answersTo(question).size() > 1) {
        violated(Invariant.NOTHING_DUPLICATED, key, "'" + text + "' has several answers");
      }
    }
  }

  private void unanswered(
      String text, String key, List<Operation> attempts, List<EventRow> stored) {
    boolean refused =
        attempts.stream().allMatch(attempt -> attempt.outcome() instanceof Outcome.Refused);
    if (refused && !stored.isEmpty()) {
      violated(Invariant.NOTHING_INVENTED, key, "'" + text + "' was refused and is stored");
    }
  }

  private void answered(String text, String key, Outcome.Answered told, List<EventRow> stored) {
    List<EventRow> answers =
        stored.stream().flatMap(question -> answersTo(question).stream()).toList();
    boolean asTold =
        answers.stream()
            .anyMatch(
                answer ->
                    answer.session().equals(told.session())
                        && answer.turn().equals(told.turn())
                        && answer.text().equals(told.answer())
                        && isOnPath(answer));
    if (!asTold) {
      violated(
          Invariant.NOTHING_LOST,
          key,
          "'" + text + "' was told " + told + "; the stored answers to it are " + answers);
    }
  }

  private boolean isOnPath(EventRow event) {
    return onPath.contains(new Place(event.session(), event.sequence()));
  }

  private List<EventRow> answersTo(EventRow question) {
    return children
        .getOrDefault(new Place(question.session(), question.sequence()), List.of())
        .stream()
        .filter(event -> !event.role().equals(USER))
        .toList();
  }

  private void nothingInvented(Set<String> asked) {
    Set<String> known = new HashSet<>(asked);
    history.before().events().forEach(event -> known.add(event.text()));
    questions.keySet().stream()
        .filter(text -> !known.contains(text))
        .forEach(
            text -> violated(Invariant.NOTHING_INVENTED, "store", "nobody asked '" + text + "'"));
  }

  private void violated(Invariant invariant, String key, String what) {
    violations.add(new Violation(invariant, key, what));
  }
}
