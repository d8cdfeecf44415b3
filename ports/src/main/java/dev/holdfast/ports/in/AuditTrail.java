package dev.holdfast.ports.in;

import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.turn.Refusal;
import java.util.List;

/** Tells who changed what, turns aside, and takes down what drivers turn away by themselves. */
public interface AuditTrail {

  /**
   * A page of rows, newest first. Rows are about the whole home, so a bound token reads none.
   *
   * @param limit at most this many, 1 to 1000
   */
  Reading read(Requester by, Start start, int limit);

  /**
   * Takes down that a change was turned away because the token's scope does not permit it. A store
   * that cannot take it now keeps nobody from hearing the refusal.
   */
  void turnedAway(Requester by, AuditOperation operation);

  /** Where a page begins. */
  sealed interface Start {

    /** At the newest. */
    record Newest() implements Start {}

    /** Behind the row of this number. */
    record Before(long number) implements Start {}
  }

  /** What {@link #read} found. */
  sealed interface Reading {

    /** Rows, and whether there are older ones. */
    record Page(List<AuditEntry> entries, More more) implements Reading {
      public Page {
        entries = List.copyOf(entries);
      }
    }

    /** The caller's token is bound. */
    record BeyondBinding() implements Reading {}

    /** The store does not tell now; why. */
    record Unreadable(Refusal refusal) implements Reading {}
  }
}
