package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ResponseReads;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after stored response objects. */
final class ResponseService implements Responses {

  private static final Logger log = LoggerFactory.getLogger(ResponseService.class);

  /**
   * How long a cancelled turn may take to store its end before the caller is told it is stopping.
   */
  private static final Duration CANCELLATION_WAIT = Duration.ofSeconds(5);

  private static final String NOT_FOUND = "response_not_found";

  private final ResponseLookup lookup;
  private final ResponseReads reads;
  private final WriteBoundary boundary;
  private final RunningTurns running;
  private final AuditService audit;

  @Inject
  ResponseService(
      ResponseLookup lookup,
      ResponseReads reads,
      WriteBoundary boundary,
      RunningTurns running,
      AuditService audit) {
    this.lookup = lookup;
    this.reads = reads;
    this.boundary = boundary;
    this.running = running;
    this.audit = audit;
  }

  @Override
  public Finding find(Caller caller, String id) {
    try {
      return lookup.find(caller, id).<Finding>map(this::shown).orElseGet(Finding.Unknown::new);
    } catch (StorageFailure failure) {
      log.error("A response could not be read", failure);
      return new Finding.Unreadable(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public Removal remove(Requester by, String id) {
    try {
      Optional<ResponseLookup.Found> found = lookup.find(by.caller(), id);
      found.map(ResponseLookup.Found::response).ifPresent(this::stop);
      if (found.isPresent() && removed(by, found.get())) {
        audit.deliver(found.get().agent());
        return new Removal.Removed();
      }
      audit.refused(by, AuditOperation.RESPONSE_DELETE, new AuditTarget.Nothing(), NOT_FOUND);
      return new Removal.Unknown();
    } catch (StorageFailure failure) {
      log.error("A response could not be removed", failure);
      return new Removal.Unwritten(StorageRefusals.ofLookup(failure));
    }
  }

  private boolean removed(Requester by, ResponseLookup.Found found) {
    AuditRecord row = audit.done(by, AuditOperation.RESPONSE_DELETE, target(found));
    return boundary.remove(found.agent(), found.response().id(), row);
  }

  private static AuditTarget target(ResponseLookup.Found found) {
    return new AuditTarget.OfAgent(found.agent(), found.response().id().value());
  }

  @Override
  public Cancellation cancel(Requester by, String id) {
    try {
      Optional<ResponseLookup.Found> found = lookup.find(by.caller(), id);
      if (found.isPresent()) {
        return cancel(by, found.get());
      }
      audit.refused(by, AuditOperation.RESPONSE_CANCEL, new AuditTarget.Nothing(), NOT_FOUND);
      return new Cancellation.Unknown();
    } catch (StorageFailure failure) {
      log.error("A response could not be read", failure);
      return new Cancellation.Unreadable(StorageRefusals.ofLookup(failure));
    }
  }

  private Cancellation cancel(Requester by, ResponseLookup.Found found) {
    ResponseRecord response = found.response();
    if (response.execution() == Execution.FOREGROUND) {
      audit.refused(by, AuditOperation.RESPONSE_CANCEL, target(found), "response_not_background");
      return new Cancellation.InForeground();
    }
    if (response.turn().state().isTerminal()) {
      return new Cancellation.Ended(shown(found));
    }
    stop(response);
    audit.made(by, AuditOperation.RESPONSE_CANCEL, target(found));
    return reads
        .byId(found.agent(), response.id())
        .map(now -> new ResponseLookup.Found(found.agent(), now))
        .<Cancellation>map(
            now ->
                now.response().turn().state().isTerminal()
                    ? new Cancellation.Ended(shown(now))
                    : new Cancellation.Stopping(shown(now)))
        .orElseGet(Cancellation.Unknown::new);
  }

  /** Stops the turn of a response that runs in the background, if it is at work. */
  private void stop(ResponseRecord response) {
    if (response.execution() == Execution.BACKGROUND) {
      Optional<TurnStop> turn = running.find(response.turn().id());
      turn.ifPresent(stop -> stop.stop(StopReason.REQUESTED));
      turn.ifPresent(stop -> stop.awaitOver(CANCELLATION_WAIT));
    }
  }

  private Finding.Found shown(ResponseLookup.Found found) {
    ResponseRecord response = found.response();
    return new Finding.Found(
        response, reads.eventsOf(found.agent(), response.session(), response.turn().id()));
  }
}
