package dev.holdfast.ports.in;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next the word to go on with, the same by every way; empty if there is no more
 * @param unread agents that are left out; none in a list that is of no agent
 */
public record PageOf<T>(List<T> entries, String next, List<UnreadAgent> unread) {
  public PageOf {
    entries = List.copyOf(entries);
    unread = List.copyOf(unread);
  }

  /** A part of a list that leaves nothing out. */
  public PageOf(List<T> entries, String next) {
    this(entries, next, List.of());
  }
}
