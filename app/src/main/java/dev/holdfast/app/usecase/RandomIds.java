package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.env.ProcessIdentity;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Identities of 122 random bits: version 4 UUIDs, with a prefix where the kind must show. Those of
 * which there are many begin with the time, so that a store's newest rows are neighbours in its
 * indexes; nothing may rely on that order.
 */
final class RandomIds implements IdSource {

  /** Milliseconds since 1970 take 48 bits until the year 10889. */
  private static final int TIME_DIGITS = 12;

  private final Clock clock;

  @Inject
  RandomIds(Clock clock) {
    this.clock = clock;
  }

  @Override
  public SessionId newSessionId() {
    return new SessionId(UUID.randomUUID().toString());
  }

  @Override
  public TurnId newTurnId() {
    return new TurnId("turn_" + time() + compact());
  }

  @Override
  public EventId newEventId() {
    return new EventId(time() + compact());
  }

  @Override
  public RequestId newRequestId() {
    return new RequestId("req_" + compact());
  }

  /** Unique, and an operator finds the process by it. */
  InstanceId newInstanceId(ProcessIdentity process) {
    return new InstanceId(process.pid() + "@" + process.host() + "/" + UUID.randomUUID());
  }

  ArchiveId newArchiveId() {
    return new ArchiveId("archive_" + time() + compact());
  }

  AuditId newAuditId() {
    return new AuditId(time() + compact());
  }

  String newTokenId() {
    return UUID.randomUUID().toString();
  }

  /** Something that nobody outside can guess: twice 122 random bits. */
  String newSecret() {
    return compact() + compact();
  }

  private String time() {
    return HexFormat.of().toHexDigits(clock.millis(), TIME_DIGITS);
  }

  private static String compact() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
