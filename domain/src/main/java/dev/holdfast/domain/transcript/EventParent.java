package dev.holdfast.domain.transcript;

/** Where an event hangs in the parent tree of its session; a session's head is such a place too. */
public sealed interface EventParent {

  /** The root of the tree: before the first event of a branch. */
  record Root() implements EventParent {}

  /** Directly after the named event. */
  record After(EventId event) implements EventParent {}

  /** The root. */
  static EventParent root() {
    return new Root();
  }

  /** The place directly after an event. */
  static EventParent after(EventId event) {
    return new After(event);
  }
}
