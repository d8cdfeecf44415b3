package dev.holdfast.app.torture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Kills gateways at every moment there is, on one home after another. */
final class KillLoop {

  /** A history is checked whole each time, so it must not grow without end. */
  private static final int CYCLES_PER_HOME = 20;

  /** Every second cycle is killed at any moment, the others at the named ones in turn. */
  private static final int NAMED_EVERY = 2;

  private static final List<Moment> NAMED =
      List.of(
          Moment.BEFORE_FIRST_COMMIT,
          Moment.AFTER_FIRST_COMMIT,
          Moment.AFTER_UPSTREAM,
          Moment.BEFORE_LAST_COMMIT,
          Moment.AFTER_LAST_COMMIT,
          Moment.IN_ROTATION,
          Moment.IN_CHECKPOINT);

  private final Installation installation;
  private final Path folder;
  private final SplittableRandom random;
  private final Consumer<Report> progress;
  private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
  private int halfCheckpoints;
  private int asked;
  private int answered;

  /**
   * A loop to be run.
   *
   * @param progress told what was found so far, after each home
   */
  KillLoop(Installation installation, Path folder, long seed, Consumer<Report> progress) {
    this.installation = installation;
    this.folder = folder;
    this.progress = progress;
    this.random = new SplittableRandom(seed);
  }

  /**
   * What a run found.
   *
   * @param kills how often a process was killed at each moment
   * @param halfCheckpoints of the kills in a checkpoint, how many left one half done
   * @param asked requests, retries not counted
   * @param answered of these, how many were acknowledged before the kill
   * @param violations none if every promise was kept
   */
  record Report(
      Map<Moment, Integer> kills,
      int halfCheckpoints,
      int asked,
      int answered,
      List<Violation> violations) {

    @Override
    public String toString() {
      return kills.values().stream().mapToInt(Integer::intValue).sum()
          + " kills "
          + kills
          + ", "
          + halfCheckpoints
          + " of the checkpoints half done; "
          + asked
          + " requests, "
          + answered
          + " acknowledged before a kill, all sent again after it; "
          + violations.size()
          + " violations";
    }
  }

  /** Runs until so many processes were killed, or until a promise is broken. */
  Report run(int cycles) throws InterruptedException {
    List<Violation> violations = new ArrayList<>();
    try (EchoUpstream upstream = EchoUpstream.start();
        Callers callers = new Callers()) {
      for (int done = 0; done < cycles && violations.isEmpty(); done += CYCLES_PER_HOME) {
        TortureHome home = TortureHome.create(folder).configured(upstream.baseUrl(), "");
        Siege siege = new Siege(installation, home, random.split(), callers);
        siege.prepare();
        int until = Math.min(cycles, done + CYCLES_PER_HOME);
        for (int cycle = done; cycle < until && violations.isEmpty(); cycle++) {
          violations.addAll(cycle(siege, home, cycle));
        }
        if (violations.isEmpty()) {
          violations.addAll(siege.end());
          asked += siege.asked();
          answered += siege.answered();
        }
        if (violations.isEmpty()) {
          // A home whose promises were broken stays for whoever looks into it.
          home.delete();
          progress.accept(report(List.of()));
        }
      }
    }
    return report(violations);
  }

  private Report report(List<Violation> violations) {
    return new Report(new EnumMap<>(kills), halfCheckpoints, asked, answered, violations);
  }

  private List<Violation> cycle(Siege siege, TortureHome home, int cycle)
      throws InterruptedException {
    Moment moment =
        cycle % NAMED_EVERY == 0 ? Moment.ANY : NAMED.get(cycle / NAMED_EVERY % NAMED.size());
    List<Violation> violations = siege.cycle(cycle, moment);
    kills.merge(moment, 1, Integer::sum);
    if (moment == Moment.IN_CHECKPOINT && Checkpoints.isHalfDone(home.database())) {
      halfCheckpoints++;
    }
    return violations;
  }
}
