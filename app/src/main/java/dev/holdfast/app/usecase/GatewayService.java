package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.ports.out.env.FirstToken;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the use cases of one process from its start to its end. The caller holds the home's lock
 * all the time between.
 */
public final class GatewayService {

  private static final Logger log = LoggerFactory.getLogger(GatewayService.class);

  /** How long running turns may go on once the process was told to stop. */
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /** How long stopped turns may take to store their end. */
  private static final Duration STOP = Duration.ofSeconds(5);

  private final ConfigurationInForce configuration;
  private final Storage storage;
  private final RouteCanonicalizer canonicalizer;
  private final WriteBoundary boundary;
  private final CallerService callers;
  private final AuditService audit;
  private final FirstToken firstToken;
  private final RunningTurns running;
  private final Retention retention;
  private final TurnTimers timers;
  private final Lifecycle lifecycle;
  private final InstanceId instance;
  private final AuditAuthor.OperatingSystemUser user;
  private final LeaseTerms terms;
  private final RandomIds ids;
  private final Clock clock;

  @Inject
  GatewayService(
      ConfigurationInForce configuration,
      Storage storage,
      RouteCanonicalizer canonicalizer,
      WriteBoundary boundary,
      CallerService callers,
      AuditService audit,
      FirstToken firstToken,
      RunningTurns running,
      Retention retention,
      TurnTimers timers,
      Lifecycle lifecycle,
      InstanceId instance,
      AuditAuthor.OperatingSystemUser user,
      LeaseTerms terms,
      RandomIds ids,
      Clock clock) {
    this.configuration = configuration;
    this.storage = storage;
    this.canonicalizer = canonicalizer;
    this.boundary = boundary;
    this.callers = callers;
    this.audit = audit;
    this.firstToken = firstToken;
    this.running = running;
    this.retention = retention;
    this.timers = timers;
    this.lifecycle = lifecycle;
    this.instance = instance;
    this.user = user;
    this.terms = terms;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Opens the store, sees to its first token, ends what a process before left running, and lets
   * turns begin.
   *
   * @param url the address that callers reach this process at
   * @throws StorageFailure if the control plane cannot serve
   */
  public StorageReport start(Storage.Creation creation, String url) {
    StorageReport report =
        storage.open(
            new Storage.StorageRequest(
                List.copyOf(configuration.now().agents().keySet()),
                creation,
                configuration.now().gateway().durability(),
                canonicalizer.blockedProviders(),
                Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));
    // First, so that nothing is logged before the log knows the token to hide.
    ensureToken();
    for (AgentId agent : configuration.now().agents().keySet()) {
      if (terms.takeover() == Takeover.AT_ONCE && !report.outOfService().containsKey(agent)) {
        try {
          interruptLeftovers(agent);
          audit.deliver(agent);
        } catch (StorageFailure failure) {
          // One agent's database must not keep the others from their turns.
          log.error("What a process before left running of agent {} stays so", agent, failure);
        }
      }
    }
    // For good: both live as long as the process.
    var _ = callers.watch(running::stopWaitingOf);
    lifecycle.serve(new Lifecycle.Place(report.store(), url, clock.instant()));
    retention.start();
    return report;
  }

  /** Lets no turn begin any more, waits for the running ones, and closes the store. */
  public void stop() {
    running.close();
    lifecycle.stop();
    try {
      if (!running.awaitQuiet(Duration.ZERO)) {
        log.info(
            "Stopping: the turns that run have up to {} s to end; a second signal ends at once",
            DRAIN.toSeconds());
      }
      if (!running.awaitQuiet(DRAIN)) {
        running.stopAll(StopReason.SHUTDOWN);
        running.awaitQuiet(STOP);
      }
    } catch (InterruptedException interrupted) {
      // A second signal: what still runs is found as interrupted at the next start.
      Thread.currentThread().interrupt();
    }
    storage.close();
    timers.close();
  }

  private void interruptLeftovers(AgentId agent) {
    int interrupted = boundary.interruptOthers(agent, instance, "owner_gone", clock.instant());
    if (interrupted > 0) {
      log.warn(
          "{} turn(s) of agent {} were left running by a process that is gone; they are"
              + " interrupted now, their input is kept",
          interrupted,
          agent);
    }
  }

  /**
   * Sees to it that the home's owner can get in. A store without tokens takes the file's, or a new
   * one; one whose file is gone gets a new token beside those it has. A store with tokens never
   * takes over what a file holds: a revoked token must not come back that way.
   */
  private void ensureToken() {
    boolean storeHasTokens = callers.reload() > 0;
    Optional<TokenHash> inFile = firstToken.read();
    if (storeHasTokens && inFile.isPresent()) {
      if (!callers.knows(inFile.get())) {
        log.warn(
            "The token file holds a token that this store does not know, so it lets nobody in."
                + " Move the file away and start again to get a new one");
      }
      return;
    }
    Instant now = clock.instant();
    TokenRecord token =
        new TokenRecord(
            ids.newTokenId(),
            "first",
            inFile.orElseGet(firstToken::create),
            Scope.ADMIN,
            new AgentBinding.Any(),
            new KeyBinding.Any(),
            new Expiry.Never(),
            now,
            now);
    boundary.addToken(
        token,
        new AuditRecord(
            ids.newAuditId(),
            now,
            user,
            AuditOperation.TOKEN_CREATE,
            new AuditTarget.OfHome(token.id()),
            new AuditOutcome.Done(),
            ids.newRequestId()));
    callers.reload();
  }
}
