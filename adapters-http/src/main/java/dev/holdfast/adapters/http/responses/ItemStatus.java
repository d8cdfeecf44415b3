package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.transcript.Completeness;

/** How far an item is. */
enum ItemStatus {
  IN_PROGRESS("in_progress"),
  COMPLETED("completed"),
  INCOMPLETE("incomplete");

  private final String wire;

  ItemStatus(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  static ItemStatus of(Completeness completeness) {
    return switch (completeness) {
      case COMPLETE -> COMPLETED;
      case INCOMPLETE -> INCOMPLETE;
    };
  }
}
