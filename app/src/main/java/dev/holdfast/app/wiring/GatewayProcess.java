package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.configuration.ConfigurationSource.Reading;
import dev.holdfast.app.files.GatewayPresence;
import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.Publication;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.app.files.TokenFile;
import dev.holdfast.app.files.UserId;
import dev.holdfast.app.logging.LogOutput;
import dev.holdfast.app.wiring.Signals.Starter;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The gateway as a process: finds its home and configuration, and takes the lock. */
final class GatewayProcess implements GatewayRuns {

  /** How often whoever waits for a home looks whether it is free. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Surroundings surroundings;
  private final Whereabouts whereabouts;
  private final Clock clock;

  GatewayProcess(Surroundings surroundings, Whereabouts whereabouts, Clock clock) {
    this.surroundings = surroundings;
    this.whereabouts = whereabouts;
    this.clock = clock;
  }

  @Override
  public Ended run(RunOptions options, Announcer announcer) {
    ProcessLog.ofGateway();
    Wishes wishes = new Wishes();
    Signals.listen(wishes, LogOutput.goesToTerminal() ? Starter.PERSON : Starter.PROGRAM);
    return switch (surroundings.locateForGateway(whereabouts)) {
      case StateLocation.NotLocated notLocated ->
          new Ended.CannotServe(FindingsText.of(notLocated.findings()));
      case StateLocation.Located located -> {
        located.findings().forEach(announcer::finding);
        Optional<Finding> unmeant = unmeant(located);
        if (unmeant.isPresent()) {
          yield new Ended.HomeRefused(FindingsText.of(List.of(unmeant.get())));
        }
        ConfigurationSource source =
            new WrittenConfiguration(located.configuration(), surroundings.environment());
        yield switch (source.read()) {
          case Reading.Invalid(List<Finding> findings) -> new Ended.BadConfiguration(findings);
          case Reading.Valid(Configuration configuration, List<Finding> findings) -> {
            ProcessLog.suit(configuration);
            findings.forEach(announcer::finding);
            yield inHome(
                Path.of(located.home()),
                configuration,
                new Running(source, options, announcer, wishes));
          }
        };
      }
    };
  }

  /** What speaks against serving a home that nobody named and that is the shadow of another. */
  private static Optional<Finding> unmeant(StateLocation.Located located) {
    return switch (located.standing()) {
      case Standing.Own() -> Optional.empty();
      case Standing.Shadow(String _, String canonicalHome, Standing.Named named) ->
          switch (named) {
            case EXPLICIT -> Optional.empty();
            case IMPLIED -> Optional.of(shadow(located.home(), canonicalHome));
          };
      case Standing.Contradicted(String canonicalHome) ->
          Optional.of(shadow(located.home(), canonicalHome));
    };
  }

  private static Finding shadow(String home, String canonicalHome) {
    return new Finding(
        "location-shadow",
        Severity.ERROR,
        "No gateway is started on a home in the isolated home of an agent. Nothing was made.",
        home,
        "Start it with --home " + canonicalHome + ", the home that is meant.");
  }

  /** What goes with a run from its begin to its end. */
  private record Running(
      ConfigurationSource source, RunOptions options, Announcer announcer, Wishes wishes) {}

  @Override
  public Status status() {
    return switch (surroundings.locateForCommand(whereabouts)) {
      case StateLocation.NotLocated notLocated ->
          new Status.HeldUnknown("", FindingsText.of(notLocated.findings()));
      case StateLocation.Located located -> statusOf(located.home());
    };
  }

  Status statusOf(String home) {
    return switch (surroundings.records().presence(Path.of(home))) {
      case GatewayPresence.Running running ->
          new Status.Running(address(running.record()), running.record().startedAt());
      case GatewayPresence.NotRunning() -> new Status.NotRunning(home);
      case GatewayPresence.Unannounced(long pid, var since, String evidence) ->
          new Status.HeldUnknown(
              home,
              "process %d holds it since %s and has not said what it is: %s"
                  .formatted(pid, since, evidence));
      case GatewayPresence.HeldUnknown(String reason) -> new Status.HeldUnknown(home, reason);
    };
  }

  private Ended inHome(Path path, Configuration configuration, Running run) {
    HomeFolder folder =
        switch (run.options().store()) {
          case IF_ABSENT -> surroundings.homes().create(path);
          case FORBIDDEN -> surroundings.homes().existing(path);
        };
    return switch (folder) {
      case HomeFolder.Refused(Path _, Finding finding) ->
          new Ended.HomeRefused(FindingsText.of(List.of(finding)));
      case HomeFolder.Absent(Path absent) ->
          new Ended.CannotServe(
              "There is no home at "
                  + absent
                  + ", and --existing forbids to make one. Nothing was created.");
      case HomeFolder.Present(Path home, UserId _, List<Path> created, List<Finding> findings) -> {
        findings.forEach(run.announcer()::finding);
        created.forEach(made -> run.announcer().created(made.toString()));
        yield locked(home, configuration, run);
      }
    };
  }

  private Ended locked(Path home, Configuration configuration, Running run) {
    LockAttempt attempt = surroundings.locks().acquire(home);
    if (attempt instanceof LockAttempt.HeldElsewhere && !run.options().lockPatience().isZero()) {
      return waited(home, run);
    }
    return locked(attempt, home, configuration, run);
  }

  /** The configuration may be another one once the wait is over. */
  private Ended waited(Path home, Running run) {
    try {
      Optional<LockAttempt> attempt = acquirePatiently(home, run);
      if (attempt.isEmpty()) {
        return new Ended.Stopped();
      }
      return switch (run.source().read()) {
        case Reading.Invalid(List<Finding> findings) -> {
          release(attempt.get());
          yield new Ended.BadConfiguration(findings);
        }
        case Reading.Valid(Configuration configuration, _) ->
            locked(attempt.get(), home, configuration, run);
      };
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Ended.Stopped();
    }
  }

  private static void release(LockAttempt attempt) {
    if (attempt instanceof LockAttempt.Acquired(HomeLock lock)) {
      lock.close();
    }
  }

  /** What the last try came to; empty if the process shall end. */
  private Optional<LockAttempt> acquirePatiently(Path home, Running run)
      throws InterruptedException {
    Duration patience = run.options().lockPatience();
    run.announcer().finding(waiting(home, patience));
    long began = System.nanoTime();
    LockAttempt attempt = new LockAttempt.HeldElsewhere();
    while (attempt instanceof LockAttempt.HeldElsewhere
        && System.nanoTime() - began < patience.toNanos()) {
      if (run.wishes().awaitStop(LOOK_AGAIN)) {
        return Optional.empty();
      }
      attempt = surroundings.locks().acquire(home);
    }
    return Optional.of(attempt);
  }

  private Finding waiting(Path home, Duration patience) {
    return new Finding(
        "waiting-for-lock",
        Severity.INFO,
        holder(home) + " Waiting up to " + patience.toSeconds() + " s for it to end.",
        home.toString(),
        "This one starts as soon as that one has ended; SIGTERM or Ctrl-C ends the wait.");
  }

  private Ended locked(LockAttempt attempt, Path home, Configuration configuration, Running run) {
    return switch (attempt) {
      case LockAttempt.Failed(Finding finding) ->
          new Ended.CannotServe(FindingsText.of(List.of(finding)));
      case LockAttempt.HeldElsewhere() -> new Ended.HomeHeld(holder(home));
      case LockAttempt.Acquired(HomeLock lock) -> {
        try (lock) {
          yield rounds(lock, run).serve(configuration);
        }
      }
    };
  }

  private GatewayRounds rounds(HomeLock lock, Running run) {
    return new GatewayRounds(
        surroundings,
        lock,
        run.source(),
        new GatewayRounds.Asked(
            run.options().port(),
            creation(run.options().store()),
            (url, report) -> announce(lock, url, report, run.announcer())),
        run.wishes(),
        clock);
  }

  private Optional<PublishedRecord> announce(
      HomeLock lock, String url, StorageReport report, Announcer announcer) {
    announce(report, announcer);
    copies(lock.home(), report).forEach(announcer::finding);
    GatewayRecord self = record(lock, url, report);
    Optional<PublishedRecord> record = publish(self, announcer);
    announcer.ready(address(self));
    return record;
  }

  private List<Finding> copies(Path home, StorageReport report) {
    StoreId store = report.store();
    return new CopiedHomes(surroundings, new StoreLooks(surroundings.homes(), clock))
        .of(store, home, report.places()).stream()
            .map(other -> CopiedHomes.finding(store, home, other))
            .toList();
  }

  private GatewayRecord record(HomeLock lock, String url, StorageReport report) {
    return GatewayRecord.ofThisProcess(
        url,
        lock,
        report.store(),
        new TokenFile(lock.home(), surroundings.user()).path(),
        clock.instant());
  }

  private Optional<PublishedRecord> publish(GatewayRecord record, Announcer announcer) {
    return switch (surroundings.records().publish(record)) {
      case Publication.Published(PublishedRecord published, List<Finding> findings) -> {
        findings.forEach(announcer::finding);
        yield Optional.of(published);
      }
      case Publication.NotPublished(Finding finding) -> {
        announcer.finding(finding);
        yield Optional.empty();
      }
    };
  }

  private static void announce(StorageReport report, Announcer announcer) {
    report.created().forEach(announcer::created);
    report.upgrades().forEach(upgrade -> announcer.finding(upgraded(upgrade)));
    report
        .outOfService()
        .forEach(
            (AgentId agent, String reason) ->
                announcer.finding(
                    new Finding(
                        "agent-out-of-service",
                        Severity.ERROR,
                        "The agent's database cannot be used, so its requests get 503: " + reason,
                        "agent " + agent,
                        "Mend or restore that database and start again; other agents work.")));
  }

  private static Finding upgraded(StorageReport.Upgrade upgrade) {
    return new Finding(
        "store-upgraded",
        Severity.INFO,
        "The database was brought from schema version "
            + upgrade.from()
            + " to "
            + upgrade.to()
            + "; a copy of it as it was is at "
            + upgrade.backup()
            + '.',
        upgrade.file(),
        "An older Holdfast refuses the database now; to go back to one, put the copy in its"
            + " place.");
  }

  private String holder(Path home) {
    String start = "Another gateway holds the home " + home;
    return switch (statusOf(home.toString())) {
      case Status.Running running ->
          start
              + " since "
              + running.since()
              + ": process "
              + running.address().pid()
              + " at "
              + running.address().url()
              + ". Nothing was changed.";
      case Status.HeldUnknown(String _, String message) ->
          start + "; " + message + ". Nothing was changed.";
      case Status.NotRunning _ -> start + " but is just ending. Nothing was changed; try again.";
    };
  }

  private static Address address(GatewayRecord record) {
    return new Address(
        record.url(),
        record.home().toString(),
        record.store().value(),
        record.tokenFile().toString(),
        record.pid());
  }

  private static Storage.Creation creation(StoreCreation store) {
    return switch (store) {
      case IF_ABSENT -> Storage.Creation.IF_ABSENT;
      case FORBIDDEN -> Storage.Creation.FORBIDDEN;
    };
  }
}
