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
          case WORKERS, PAUSED_OWNER, PLANTED_BUGS ->
              throw new IllegalStateException("not there yet");
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
        new KillLoop(installation, folder, options.seed()).run(options.cycles());
    tell(report, report.violations());
  }

  private void firstRequests() throws InterruptedException {
    FirstRequests.Report report =
        FirstRequestCampaigns.throughGateway(installation, folder, options.rounds());
    tell("through the gateway, " + report, report.violations());
    kept &= report.isAsPromised();
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
