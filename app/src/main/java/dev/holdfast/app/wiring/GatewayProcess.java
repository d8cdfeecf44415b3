package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.adapters.http.GatewayServer;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.LogFormat;
import dev.holdfast.app.files.ConfigurationFile;
import dev.holdfast.app.files.GatewayPresence;
import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.Publication;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.app.files.TokenFile;
import dev.holdfast.app.files.UserId;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.app.logging.LogOutput;
import dev.holdfast.app.usecase.GatewayService;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The gateway as a process: home, configuration, lock, port, store, and back in the other order.
 *
 * <p>The port is bound before the store is opened, so that a supervisor sees a gateway that starts
 * and not one that is down while a large store is made ready.
 */
final class GatewayProcess implements GatewayRuns {

  /** How long exchanges that run may take to send their last bytes once every turn has ended. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(2);

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
    Signals signals = Signals.listen();
    return switch (surroundings.locateForGateway(whereabouts)) {
      case StateLocation.NotLocated notLocated ->
          new Ended.CannotServe(FindingsText.of(notLocated.findings()));
      case StateLocation.Located located -> {
        located.findings().forEach(announcer::finding);
        Optional<Finding> unmeant = unmeant(located);
        if (unmeant.isPresent()) {
          yield new Ended.HomeRefused(FindingsText.of(List.of(unmeant.get())));
        }
        yield switch (configuration(located)) {
          case ConfigurationReading.Invalid(List<Finding> findings) ->
              new Ended.BadConfiguration(findings);
          case ConfigurationReading.Valid(Configuration configuration, List<Finding> findings) -> {
            SettingsOf.secrets(configuration).forEach(GatewayModule::hideFromLog);
            chooseLogFormat(configuration.gateway().logFormat());
            findings.forEach(announcer::finding);
            yield inHome(Path.of(located.home()), configuration, options, announcer, signals);
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

  private static void chooseLogFormat(LogFormat wanted) {
    switch (wanted) {
      case AUTO -> {}
      case TEXT -> LogOutput.ofThisProcess().asText();
      case JSON -> LogOutput.ofThisProcess().asJson();
    }
  }

  private ConfigurationReading configuration(StateLocation.Located located) {
    return new ConfigurationFile(located.configuration(), surroundings.environment())
        .load(ConfigurationFile.Secrets.RESOLVED)
        .reading();
  }

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

  private Ended inHome(
      Path path,
      Configuration configuration,
      RunOptions options,
      Announcer announcer,
      Signals signals) {
    HomeFolder folder =
        switch (options.store()) {
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
        findings.forEach(announcer::finding);
        created.forEach(made -> announcer.created(made.toString()));
        yield locked(home, configuration, options, announcer, signals);
      }
    };
  }

  private Ended locked(
      Path home,
      Configuration configuration,
      RunOptions options,
      Announcer announcer,
      Signals signals) {
    return switch (surroundings.locks().acquire(home)) {
      case LockAttempt.Failed(Finding finding) ->
          new Ended.CannotServe(FindingsText.of(List.of(finding)));
      case LockAttempt.HeldElsewhere() -> new Ended.HomeHeld(holder(home));
      case LockAttempt.Acquired(HomeLock lock) -> {
        try (lock) {
          yield serve(home, configuration, options, announcer, signals);
        }
      }
    };
  }

  private Ended serve(
      Path home,
      Configuration configuration,
      RunOptions options,
      Announcer announcer,
      Signals signals) {
    int port = options.port() < 0 ? configuration.gateway().port() : options.port();
    Injector injector =
        Injectors.gateway(surroundings, home, new ConfigurationInForce(configuration), port, clock);
    GatewayServer server = injector.getInstance(GatewayServer.class);
    GatewayService service = injector.getInstance(GatewayService.class);
    switch (server.start()) {
      case GatewayServer.Start.CannotBind(String message) -> {
        return new Ended.CannotListen(message);
      }
      case GatewayServer.Start.Listening(InetSocketAddress address) -> {
        Optional<PublishedRecord> record = Optional.empty();
        try {
          String url = "http://" + HostAndPort.of(address);
          StorageReport report = service.start(creation(options.store()), url);
          announce(report, announcer);
          copies(home, report).forEach(announcer::finding);
          GatewayRecord self = record(home, url, report);
          record = publish(self, announcer);
          announcer.ready(address(self));
          return switch (signals.await(injector.getInstance(Storage.class))) {
            case Signals.Woken.Asked() -> new Ended.Stopped();
            case Signals.Woken.StoreDied(StorageFailure failure) ->
                new Ended.CannotServe(
                    "The store can no longer be written, so the gateway ends: "
                        + failure.getMessage()
                        + " What was acknowledged is stored. Start it again; holdfast state names"
                        + " the files.");
          };
        } catch (StorageFailure failure) {
          return failure.code() == StorageFailure.Code.NEWER_SCHEMA
              ? new Ended.NewerSchema(String.valueOf(failure.getMessage()))
              : new Ended.CannotServe(String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return new Ended.Stopped();
        } finally {
          service.stop();
          server.stop(LAST_BYTES);
          record.ifPresent(PublishedRecord::close);
        }
      }
    }
  }

  private List<Finding> copies(Path home, StorageReport report) {
    StoreId store = report.store();
    return new CopiedHomes(surroundings, new StoreLooks(surroundings.homes(), clock))
        .of(store, home, report.places()).stream()
            .map(other -> CopiedHomes.finding(store, home, other))
            .toList();
  }

  private GatewayRecord record(Path home, String url, StorageReport report) {
    return GatewayRecord.ofThisProcess(
        url,
        home,
        report.store(),
        new TokenFile(home, surroundings.user()).path(),
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
