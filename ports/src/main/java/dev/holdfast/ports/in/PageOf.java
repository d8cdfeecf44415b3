package dev.holdfast.ports.in;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next the word to go on with, the same by every way; empty if there is no more
 */
public record PageOf<T>(List<T> entries, String next) {
  public PageOf {
    entries = List.copyOf(entries);
  }
}
