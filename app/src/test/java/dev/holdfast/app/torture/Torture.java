package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Options.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs what the tests of this package run in small, for as long as it was asked to. */
final class Torture {

  private static final int WRONG_USAGE = 2;

  private static final int TWO_WORKERS = 2;

  /** Turns of each caller where processes share a store. */
  private static final int TURNS = 200;

  private static final int SHARED_KEYS = 6;

  private final Installation installation;
  private final Path folder;
  private final Options options;
  private boolean kept = true;

  private Torture(Installation installation, Path folder, Options options) {
    this.installation = installation;
    this.folder = folder;
    this.options = options;
  }

  /**
   * Runs the parts.
   *
   * @param arguments the distribution's folder, a folder for homes, and the words of {@link
   *     Options}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    Options options;
    try {
      options = Options.of(Arrays.asList(arguments).subList(2, arguments.length));
    } catch (Options.Wrong wrong) {
      System.err.println("torture: " + wrong.getMessage());
      System.exit(WRONG_USAGE);
      return;
    }
    boolean kept;
    try (Installation installation = Installation.of(Path.of(arguments[0]), folder)) {
      Torture torture = new Torture(installation, folder, options);
      torture.run();
      kept = torture.kept;
    }
    System.exit(kept ? 0 : 1);
  }

  private void run() throws InterruptedException {
    say("seed " + options.seed());
    for (Part part : Part.values()) {
      if (options.parts().contains(part)) {
        long began = System.nanoTime();
        switch (part) {
          case KILL -> kill();
          case FIRST_REQUESTS -> firstRequests();
          case FSYNC -> flushes();
          case FULL_DISK -> fullDisk();
          case WORKERS -> workers();
          case PAUSED_OWNER -> pausedOwner();
          case PLANTED_BUGS -> plantedBugs();
        }
        say(
            part.word()
                + " took "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds()
                + " s");
      }
    }
    say(kept ? "every promise was kept" : "a promise was broken");
  }

  private void kill() throws InterruptedException {
    KillLoop.Report report =
        new KillLoop(installation, folder, options.seed(), progress -> say("so far " + progress))
            .run(options.cycles());
    tell(report, report.violations());
  }

  private void firstRequests() throws InterruptedException {
    int rounds = options.rounds();
    String workers = TWO_WORKERS + " processes on one store";
    tell(
        "new sessions through the gateway",
        FirstRequestCampaigns.throughGateway(installation, folder, rounds));
    tell(
        "new sessions through " + workers,
        FirstRequestCampaigns.throughWorkers(installation, folder, TWO_WORKERS, rounds));
    tell(
        "stale sessions through the gateway",
        FirstRequestCampaigns.ofTheDayThroughGateway(installation, folder, rounds));
    tell(
        "stale sessions through " + workers,
        FirstRequestCampaigns.ofTheDayThroughWorkers(installation, folder, TWO_WORKERS, rounds));
  }

  private void tell(String what, FirstRequests.Report report) {
    tell(what + ", " + report, report.violations());
    kept &= report.isAsPromised();
  }

  private void plantedBugs() throws InterruptedException {
    BugHunt hunt = new BugHunt(installation, folder, options.seed());
    for (BugHunt.Scene scene : BugHunt.Scene.values()) {
      BugHunt.Report report = hunt.hunt(scene);
      say(report.toString());
      kept &= report.isCaught();
    }
  }

  private void workers() throws InterruptedException {
    SharedStore.Report report =
        SharedStore.run(make(), options.workers(), TURNS, SHARED_KEYS, options.seed());
    tell(report, report.violations());
  }

  private void pausedOwner() throws InterruptedException {
    PausedOwner.Report report = PausedOwner.run(make());
    tell(report, report.violations());
    kept &= report.isAsPromised();
  }

  private Workers.Make make() {
    return new Workers.Make(installation, TortureHome.create(folder), PlantedBug.NONE);
  }

  private void fullDisk() throws InterruptedException {
    FullDisk.Report report = FullDisk.run(installation, folder);
    tell(report, report.violations());
    kept &= report.isAsPromised();
  }

  private void flushes() throws InterruptedException {
    Flushes.Count full = Flushes.count(installation, folder, Flushes.Durability.FULL);
    tell(full, full.violations());
    Flushes.Count normal = Flushes.count(installation, folder, Flushes.Durability.NORMAL);
    // What is promised less must be found to be less, or the count proves nothing.
    kept &= !normal.violations().isEmpty();
    say(normal.toString());
    FailingFlushes.Report failing = FailingFlushes.run(installation, folder);
    tell(failing, failing.violations());
    kept &= failing.isAsPromised();
  }

  private void tell(Object report, List<Violation> violations) {
    say(report.toString());
    violations.forEach(violation -> say("  " + violation));
    kept &= violations.isEmpty();
  }

  private static void say(String what) {
    System.out.println("torture: " + what);
  }
}
