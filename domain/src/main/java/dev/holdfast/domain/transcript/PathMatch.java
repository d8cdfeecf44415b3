package dev.holdfast.domain.transcript;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The longest run of a request's first items in a stored path. The run may begin anywhere in the
 * path, since clients leave out the oldest messages; of two runs of one length the older counts.
 *
 * @param length matched items that count; 0 if there are none
 * @param storedEnd the position in the path behind the last match
 * @param requestEnd the position in the request behind the last match
 * @param reachesHead whether no stored item that counts is left behind the run
 */
record PathMatch(int length, int storedEnd, int requestEnd, boolean reachesHead) {

  /** Finds the run, in time linear in both lists. */
  static PathMatch of(List<Item> stored, List<Item> request) {
    Map<Fingerprint, Integer> numbers = new HashMap<>();
    Counted path = Counted.of(stored, numbers);
    Counted sought = Counted.of(request, numbers);
    int[] runs = runsOf(sought.numbers, path.numbers);
    int best = 0;
    for (int start = 1; start < runs.length; start++) {
      if (runs[start] > runs[best]) {
        best = start;
      }
    }
    if (runs.length == 0 || runs[best] == 0) {
      return new PathMatch(0, 0, 0, runs.length == 0);
    }
    int last = best + runs[best] - 1;
    return new PathMatch(
        runs[best],
        path.positions[last] + 1,
        sought.positions[runs[best] - 1] + 1,
        last + 1 == runs.length);
  }

  /**
   * How much of a request says again what a path ends with: the position in the request behind the
   * longest run of its first items that reaches the path's last item that counts; 0 if none does.
   */
  static int saidAtTheEnd(List<Item> stored, List<Item> request) {
    Map<Fingerprint, Integer> numbers = new HashMap<>();
    Counted path = Counted.of(stored, numbers);
    Counted sought = Counted.of(request, numbers);
    int[] runs = runsOf(sought.numbers, path.numbers);
    for (int start = 0; start < runs.length; start++) {
      if (runs[start] > 0 && start + runs[start] == runs.length) {
        return sought.positions[runs[start] - 1] + 1;
      }
    }
    return 0;
  }

  /**
   * For each start in a text, how many of its symbols agree with the beginning of a pattern: the
   * Z-function of pattern and text set side by side.
   */
  private static int[] runsOf(int[] pattern, int[] text) {
    int[] joined = Arrays.copyOf(pattern, pattern.length + text.length);
    System.arraycopy(text, 0, joined, pattern.length, text.length);
    int[] runs = new int[joined.length];
    int from = 0;
    int to = 0;
    for (int i = 1; i < joined.length; i++) {
      int run = i < to ? Math.min(to - i, runs[i - from]) : 0;
      while (i + run < joined.length && joined[run] == joined[i + run]) {
        run++;
      }
      runs[i] = run;
      if (i + run > to) {
        from = i;
        to = i + run;
      }
    }
    int[] inText = Arrays.copyOfRange(runs, pattern.length, joined.length);
    for (int i = 0; i < inText.length; i++) {
      inText[i] = Math.min(inText[i], pattern.length);
    }
    return inText;
  }

  /** The items of a list that count, each as the number of its fingerprint, and where it stands. */
  private static final class Counted {

    private final int[] numbers;
    private final int[] positions;

    private Counted(int[] numbers, int[] positions) {
      this.numbers = numbers;
      this.positions = positions;
    }

    static Counted of(List<Item> items, Map<Fingerprint, Integer> known) {
      int[] numbers = new int[items.size()];
      int[] positions = new int[items.size()];
      int count = 0;
      for (int i = 0; i < items.size(); i++) {
        Fingerprint fingerprint = Fingerprint.of(items.get(i));
        if (fingerprint.counts()) {
          numbers[count] = known.computeIfAbsent(fingerprint, unknown -> known.size());
          positions[count++] = i;
        }
      }
      return new Counted(Arrays.copyOf(numbers, count), Arrays.copyOf(positions, count));
    }
  }
}
