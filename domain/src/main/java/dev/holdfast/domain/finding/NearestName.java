package dev.holdfast.domain.finding;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known names that somebody may have meant by an unknown one. */
public final class NearestName {

  /** Most names that are given: more would be a list to read, not a hint. */
  public static final int MOST = 3;

  /** Longest name that is looked for, in characters: it may come from outside. */
  private static final int MAX_LENGTH = 256;

  /** Typing errors that are put up with, at most; short names bear fewer. */
  private static final int MAX_ERRORS = 3;

  private static final int LETTERS_PER_ERROR = 3;

  /** A name that is near without its qualifier comes behind one that is as near with it. */
  private static final int UNQUALIFIED = 1;

  private NearestName() {}

  /**
   * The nearest names, nearest first and those equally near by alphabet; at most {@link #MOST},
   * none if nothing is near. Letters left out, added, changed or swapped with their neighbour count
   * as errors, their case does not. Of {@code provider/model} the model alone may be near too.
   *
   * @param unknown any text
   */
  public static List<String> of(String unknown, Collection<String> known) {
    if (unknown.length() > MAX_LENGTH) {
      return List.of();
    }
    String sought = fold(unknown);
    return known.stream()
        .distinct()
        .map(name -> new Candidate(name, errors(sought, fold(name))))
        .filter(candidate -> candidate.errors() <= borne(sought))
        .sorted(Comparator.comparingInt(Candidate::errors).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  private static int borne(String sought) {
    return Math.clamp(sought.length() / LETTERS_PER_ERROR, 1, MAX_ERRORS);
  }

  private static int errors(String sought, String name) {
    int whole = distance(sought, name);
    boolean qualified = sought.indexOf('/') >= 0 || name.indexOf('/') >= 0;
    return qualified
        ? Math.min(whole, UNQUALIFIED + distance(unqualified(sought), unqualified(name)))
        : whole;
  }

  private static String unqualified(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String fold(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Errors between two texts, exact up to {@link #MAX_ERRORS} and beyond that only known to be
   * more: the optimal string alignment distance, over the diagonal band that can matter.
   */
  private static int distance(String one, String other) {
    int tooMany = MAX_ERRORS + 1;
    if (Math.abs(one.length() - other.length()) > MAX_ERRORS) {
      return tooMany;
    }
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = Math.min(j, tooMany);
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] reused = beforeLast;
      beforeLast = last;
      last = row;
      row = reused;
      fill(row, one, i, other, last, beforeLast);
    }
    return row[other.length()];
  }

  /** The errors between the first {@code i} letters of one text and each beginning of the other. */
  private static void fill(
      int[] row, String one, int i, String other, int[] last, int[] beforeLast) {
    int tooMany = MAX_ERRORS + 1;
    Arrays.fill(row, tooMany);
    row[0] = Math.min(i, tooMany);
    int to = Math.min(other.length(), i + MAX_ERRORS);
    for (int j = Math.max(1, i - MAX_ERRORS); j <= to; j++) {
      int changed = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
      int errors = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
      if (isSwap(one, i, other, j)) {
        errors = Math.min(errors, beforeLast[j - 2] + 1);
      }
      row[j] = Math.min(errors, tooMany);
    }
  }

  private static boolean isSwap(String one, int i, String other, int j) {
    return i > 1
        && j > 1
        && one.charAt(i - 1) == other.charAt(j - 2)
        && one.charAt(i - 2) == other.charAt(j - 1);
  }

  private record Candidate(String name, int errors) {}
}
