package dev.holdfast.domain.context;

import java.util.List;

/**
 * Which of the newest units fit, cut in steps: once they outgrow the room, so many of the oldest go
 * that the next turns can append again before anything else has to go.
 *
 * <p>The units are taken one by one from the oldest on, as the talk grew. So where the window
 * begins after a unit depends on the units up to it alone, and one more unit moves that place only
 * if it outgrows the room: turns between two cuts see prompts that begin alike. Each unit enters
 * once and leaves at most once, and no cut looks further ahead than the next one cuts, so the cost
 * is linear.
 */
final class PromptWindow {

  /**
   * The part of the room that a cut frees, one in so many: enough for a good number of turns, and
   * what the model remembers of the talk stays most of what it could.
   */
  private static final int FREED = 4;

  /**
   * The part of the room, one in so many, that a cut leaves in use at the least, unless a unit that
   * does not fit makes that impossible.
   */
  private static final int LEFT = 2;

  private final List<PromptUnit> units;
  private final long room;

  private int start;
  private long tokens;

  /** Where the newest input begins: the last unit, and what was said directly before it. */
  private int input;

  private PromptWindow(List<PromptUnit> units, long room) {
    this.units = units;
    this.room = room;
  }

  /**
   * The window over all units.
   *
   * @param units from the oldest to the newest
   * @param room the most tokens; only the newest input may take more
   */
  static PromptWindow over(List<PromptUnit> units, long room) {
    PromptWindow window = new PromptWindow(units, room);
    for (int newest = 0; newest < units.size(); newest++) {
      window.take(newest);
    }
    return window;
  }

  /** The units that are kept, in their order. */
  List<PromptUnit> kept() {
    return units.subList(start, units.size());
  }

  /** Their size. */
  long tokens() {
    return tokens;
  }

  private void take(int newest) {
    if (newest > 0 && units.get(newest - 1).fromAssistant()) {
      input = newest;
    }
    tokens += units.get(newest).tokens();
    if (tokens > room) {
      cut();
    }
  }

  /**
   * Frees a part of the room to grow into, and goes on from there to a message of the user. Neither
   * if too little would be left: a large unit that fits stays until it does not, and in a long work
   * with tools the next message of the user may be far.
   */
  private void cut() {
    while (start < input && (tokens > room || isWorthLeaving(start))) {
      tokens -= units.get(start).tokens();
      start++;
    }
    int user = start;
    long left = tokens;
    while (user < input && left >= room / LEFT && !units.get(user).fromUser()) {
      left -= units.get(user).tokens();
      user++;
    }
    if (left >= room / LEFT && units.get(user).fromUser()) {
      start = user;
      tokens = left;
    }
  }

  private boolean isWorthLeaving(int unit) {
    return tokens > room - room / FREED && tokens - units.get(unit).tokens() >= room / LEFT;
  }
}
