package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.torture.StoreRows.SessionRow;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One key has one session: its transcripts are one chain, which grows by resets only. */
final class SessionsCheck {

  private static final String BY_RESET = "reset";

  private final History history;
  private final Map<String, List<TranscriptRow>> chains;
  private final List<Violation> violations = new ArrayList<>();

  private SessionsCheck(History history) {
    this.history = history;
    this.chains = history.chains();
  }

  static List<Violation> check(History history) {
    SessionsCheck check = new SessionsCheck(history);
    check.everyTranscriptIsInItsChain();
    check.keysPointAtTheNewest();
    check.answersNameOneOfThem();
    check.resetsToldTheSame();
    check.nothingElseOpenedAny();
    return check.violations;
  }

  private void everyTranscriptIsInItsChain() {
    Map<String, List<TranscriptRow>> stored =
        history.after().transcripts().stream().collect(Collectors.groupingBy(TranscriptRow::key));
    stored.forEach(
        (key, transcripts) -> {
          List<TranscriptRow> outside = new ArrayList<>(transcripts);
          outside.removeAll(chains.getOrDefault(key, List.of()));
          for (TranscriptRow fork : outside) {
            violated(
                key,
                "session " + fork.session() + " follows '" + fork.previous() + "' beside another");
          }
        });
  }

  private void keysPointAtTheNewest() {
    for (SessionRow row : history.after().sessions()) {
      List<TranscriptRow> chain = chains.getOrDefault(row.key(), List.of());
      if (chain.isEmpty() || !chain.getLast().session().equals(row.session())) {
        violated(row.key(), "the key points at " + row.session() + ", which is not the newest");
      }
    }
  }

  private void answersNameOneOfThem() {
    for (Operation operation : history.operations()) {
      if (operation.outcome() instanceof Outcome.Answered answered
          && in(operation.key()).noneMatch(row -> row.session().equals(answered.session()))) {
        violated(
            operation.key(),
            operation.process() + " was told session " + answered.session() + ", a fork");
      }
    }
  }

  /** A session in which nothing was said is as good as a new one, so a reset may keep it. */
  private void resetsToldTheSame() {
    history
        .attempts(Kind.RESET)
        .forEach(
            (name, attempts) -> {
              List<Outcome.Answered> answers = History.answers(attempts);
              if (answers.stream().map(Outcome.Answered::session).distinct().count() > 1) {
                violations.add(
                    new Violation(
                        Invariant.RETRIES_ANSWER_THE_SAME,
                        attempts.getFirst().key(),
                        "the reset '" + name + "' was told " + answers));
              }
            });
  }

  private void nothingElseOpenedAny() {
    Set<String> old =
        history.before().transcripts().stream()
            .map(TranscriptRow::session)
            .collect(Collectors.toSet());
    chains.forEach(
        (key, chain) -> {
          List<TranscriptRow> fresh =
              chain.stream()
                  .filter(row -> !old.contains(row.session()) && !row.previous().isEmpty())
                  .toList();
          long byReset = fresh.stream().filter(row -> row.reason().equals(BY_RESET)).count();
          long byPolicy = fresh.size() - byReset;
          long resets =
              history.attempts(Kind.RESET).values().stream()
                  .filter(attempts -> attempts.getFirst().key().equals(key))
                  .filter(SessionsCheck::mayBeDone)
                  .count();
          if (byReset > resets || byPolicy > history.rotations()) {
            violated(
                key,
                "it was given up "
                    + byReset
                    + " times by reset and "
                    + byPolicy
                    + " times by policy; asked for were at most "
                    + resets
                    + " and "
                    + history.rotations());
          }
        });
  }

  private static boolean mayBeDone(List<Operation> attempts) {
    return !attempts.stream().allMatch(attempt -> attempt.outcome() instanceof Outcome.Refused);
  }

  private Stream<TranscriptRow> in(String key) {
    return chains.getOrDefault(key, List.of()).stream();
  }

  private void violated(String key, String what) {
    violations.add(new Violation(Invariant.ONE_SESSION_PER_KEY, key, what));
  }
}
