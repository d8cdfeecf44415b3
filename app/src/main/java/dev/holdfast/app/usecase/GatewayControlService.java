package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.ports.in.GatewayControl;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.out.env.ProcessIdentity;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Looks after the process these use cases run in. */
final class GatewayControlService implements GatewayControl {

  private static final String BEYOND_BINDING = "beyond_binding";
  private static final String TOO_LATE = "stopping";
  private static final String INVALID = "configuration_kept";

  private final Lifecycle lifecycle;
  private final RunningTurns running;
  private final ConfigurationReload configuration;
  private final ConfigurationSource source;
  private final GatewayWishes wishes;
  private final AuditService audit;
  private final ProcessIdentity process;

  /** Held by whoever reads the configuration, so that a restart never begins with an older one. */
  private final ReentrantLock reading = new ReentrantLock();

  @Inject
  GatewayControlService(
      Lifecycle lifecycle,
      RunningTurns running,
      ConfigurationReload configuration,
      ConfigurationSource source,
      GatewayWishes wishes,
      AuditService audit,
      ProcessIdentity process) {
    this.lifecycle = lifecycle;
    this.running = running;
    this.configuration = configuration;
    this.source = source;
    this.wishes = wishes;
    this.audit = audit;
    this.process = process;
  }

  @Override
  public Status status() {
    return new Status(
        phase(),
        running.begun(),
        running.waiting().size(),
        lifecycle.place().map(Lifecycle.Place::since).orElse(Instant.EPOCH),
        lifecycle.store(),
        lifecycle.place().map(Lifecycle.Place::url).orElse(""),
        process.pid(),
        configuration.settings());
  }

  private Phase phase() {
    return switch (lifecycle.state()) {
      case STARTING -> Phase.STARTING;
      case DRAINING -> Phase.DRAINING;
      case STOPPING -> Phase.STOPPING;
      case READY, OUT_OF_SPACE, STORE_NOT_ANSWERING -> Phase.SERVING;
    };
  }

  @Override
  public Change drain(Requester by) {
    return change(
        by,
        AuditOperation.GATEWAY_DRAIN,
        () -> {
          boolean drains = lifecycle.drain();
          if (drains) {
            running.drain();
          }
          return drains;
        });
  }

  @Override
  public Change undrain(Requester by) {
    return change(
        by,
        AuditOperation.GATEWAY_UNDRAIN,
        () -> {
          boolean serves = lifecycle.undrain();
          if (serves) {
            running.open();
          }
          return serves;
        });
  }

  @Override
  public Change stop(Requester by) {
    return change(
        by,
        AuditOperation.GATEWAY_STOP,
        () -> {
          boolean runs = isRunning();
          if (runs) {
            wishes.stop();
          }
          return runs;
        });
  }

  private Change change(Requester by, AuditOperation operation, BooleanSupplier change) {
    if (!by.caller().isUnbound()) {
      refused(by, operation, BEYOND_BINDING);
      return new Change.BeyondBinding();
    }
    if (!isRunning()) {
      refused(by, operation, TOO_LATE);
      return new Change.TooLate(status());
    }
    // Before the change: the store may be closed soon after it.
    audit.made(by, operation, process());
    return change.getAsBoolean() ? new Change.Made(status()) : new Change.TooLate(status());
  }

  @Override
  public Restart restart(Requester by) {
    if (!by.caller().isUnbound()) {
      refused(by, AuditOperation.GATEWAY_RESTART, BEYOND_BINDING);
      return new Restart.BeyondBinding();
    }
    if (!isRunning()) {
      refused(by, AuditOperation.GATEWAY_RESTART, TOO_LATE);
      return new Restart.TooLate(status());
    }
    reading.lock();
    try {
      return switch (source.read()) {
        case ConfigurationSource.Reading.Invalid(List<Finding> findings) -> kept(by, findings);
        case ConfigurationSource.Reading.Valid(Configuration next, _) -> restart(by, next);
      };
    } finally {
      reading.unlock();
    }
  }

  @Override
  public Restart foreseenRestart(Requester by) {
    if (!by.caller().isUnbound()) {
      return new Restart.BeyondBinding();
    }
    if (!isRunning()) {
      return new Restart.TooLate(status());
    }
    reading.lock();
    try {
      List<Finding> prevents =
          switch (source.read()) {
            case ConfigurationSource.Reading.Invalid(List<Finding> findings) -> findings;
            case ConfigurationSource.Reading.Valid(Configuration next, _) ->
                wishes.preventing(next);
          };
      return prevents.isEmpty() ? new Restart.Begun(status()) : new Restart.Kept(prevents);
    } finally {
      reading.unlock();
    }
  }

  private Restart restart(Requester by, Configuration next) {
    List<Finding> prevents = wishes.preventing(next);
    if (!prevents.isEmpty()) {
      return kept(by, prevents);
    }
    // Before the wish, as with every other.
    audit.made(by, AuditOperation.GATEWAY_RESTART, process());
    wishes.restart(next);
    return new Restart.Begun(status());
  }

  private Restart kept(Requester by, List<Finding> prevents) {
    refused(by, AuditOperation.GATEWAY_RESTART, INVALID);
    return new Restart.Kept(prevents);
  }

  @Override
  public Reload reload(Requester by) {
    if (!by.caller().isUnbound()) {
      refused(by, AuditOperation.CONFIG_RELOAD, BEYOND_BINDING);
      return new Reload.BeyondBinding();
    }
    Reload reload = readAgain();
    switch (reload) {
      case Reload.Applied _ -> audit.made(by, AuditOperation.CONFIG_RELOAD, file());
      case Reload.Kept _ -> audit.refused(by, AuditOperation.CONFIG_RELOAD, file(), INVALID);
      case Reload.BeyondBinding _ -> {}
    }
    return reload;
  }

  @Override
  public Reload foreseenReload(Requester by) {
    if (!by.caller().isUnbound()) {
      return new Reload.BeyondBinding();
    }
    reading.lock();
    try {
      return configuration.foreseen();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public Reload reload() {
    Reload reload = readAgain();
    AuditOutcome outcome =
        switch (reload) {
          case Reload.Applied _ -> new AuditOutcome.Done();
          case Reload.Kept _, Reload.BeyondBinding _ -> new AuditOutcome.Refused(INVALID);
        };
    audit.ran(AuditOperation.CONFIG_RELOAD, file(), outcome);
    return reload;
  }

  private Reload readAgain() {
    reading.lock();
    try {
      Reload reload = configuration.reload();
      wishes.reloaded();
      return reload;
    } finally {
      reading.unlock();
    }
  }

  private boolean isRunning() {
    return switch (lifecycle.state()) {
      case STARTING, STOPPING -> false;
      case READY, DRAINING, OUT_OF_SPACE, STORE_NOT_ANSWERING -> true;
    };
  }

  private void refused(Requester by, AuditOperation operation, String reason) {
    audit.refused(by, operation, new AuditTarget.Nothing(), reason);
  }

  private AuditTarget process() {
    return new AuditTarget.OfHome("process " + process.pid());
  }

  private AuditTarget file() {
    String path = source.path();
    return path.length() > AuditTarget.MAX_LENGTH
        ? new AuditTarget.OfHome(path.substring(0, AuditTarget.MAX_LENGTH))
        : new AuditTarget.OfHome(path);
  }
}
