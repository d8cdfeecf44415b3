package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was asked and answered, and what the store held before and holds now.
 *
 * @param rotations how many new sessions a reset policy may have opened for a key
 */
record History(
    StoreRows before,
    List<Operation> operations,
    StoreRows after,
    int rotations,
    Patience patience) {

  History {
    operations = List.copyOf(operations);
  }

  /** What may become of a request. */
  enum Patience {
    /** Nothing was broken, so each is answered. */
    EVERYBODY_IS_ANSWERED,
    /** Processes were killed or disks were full. */
    SOME_ARE_NOT
  }

  /** A history from an empty store on. */
  static History of(List<Operation> operations, StoreRows after) {
    return new History(StoreRows.EMPTY, operations, after, 0, Patience.EVERYBODY_IS_ANSWERED);
  }

  /** The same, in which not everybody had to be answered. */
  History withFaults() {
    return new History(before, operations, after, rotations, Patience.SOME_ARE_NOT);
  }

  /** The same, beginning with a store in use. */
  History from(StoreRows store) {
    return new History(store, operations, after, rotations, patience);
  }

  /** The same, with so many rotations by policy for each key. */
  History withRotations(int count) {
    return new History(before, operations, after, count, patience);
  }

  /** The sessions of a key from the first to the last, as far as each leads on to one other. */
  Map<String, List<TranscriptRow>> chains() {
    Map<String, List<TranscriptRow>> byKey =
        after.transcripts().stream()
            .collect(Collectors.groupingBy(TranscriptRow::key, TreeMap::new, Collectors.toList()));
    byKey.replaceAll((key, transcripts) -> chain(transcripts));
    return byKey;
  }

  private static List<TranscriptRow> chain(List<TranscriptRow> transcripts) {
    Map<String, TranscriptRow> following =
        transcripts.stream()
            .collect(Collectors.toMap(TranscriptRow::previous, row -> row, (one, other) -> one));
    List<TranscriptRow> chain = new ArrayList<>();
    for (TranscriptRow next = following.remove("");
        next != null;
        next = following.remove(next.session())) {
      chain.add(next);
    }
    return chain;
  }

  /** What was asked for of a kind, each with its retries, by its text. */
  Map<String, List<Operation>> attempts(Kind kind) {
    return operations.stream()
        .filter(operation -> operation.kind() == kind)
        .sorted(Comparator.comparingLong(Operation::invokedAt))
        .collect(Collectors.groupingBy(Operation::text, LinkedHashMap::new, Collectors.toList()));
  }

  /** The acknowledgement of an operation; none for one that was not acknowledged. */
  static List<Outcome.Answered> answers(List<Operation> operations) {
    return operations.stream()
        .map(Operation::outcome)
        .filter(Outcome.Answered.class::isInstance)
        .map(Outcome.Answered.class::cast)
        .toList();
  }
}
