package dev.holdfast.adapters.cli;

import java.util.Comparator;
import java.util.List;

/** Finds what somebody probably meant to type. */
final class NearestName {

  private NearestName() {}

  /** All names, the one that looks most like the typed one first. */
  static List<String> order(String typed, List<String> names) {
    return names.stream()
        .sorted(Comparator.comparingInt((String name) -> distance(typed, name)))
        .toList();
  }

  /** The names that are near enough to be meant, nearest first; maybe none. */
  static List<String> meant(String typed, List<String> names) {
    return order(typed, names).stream()
        .filter(name -> distance(typed, name) <= Math.max(2, name.length() / 3))
        .toList();
  }

  /** How many letters have to be put, taken or replaced to make one of the other. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int column = 0; column < previous.length; column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int replaced =
            previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
