package dev.holdfast.ports.out.write;

/** An open transaction on an agent's database; worthless after its callback returned. */
public interface WriteTransaction {

  SessionWrites sessions();

  TranscriptWrites transcripts();

  TurnWrites turns();

  ResponseWrites responses();

  IdempotencyWrites idempotency();

  ChangeWrites changes();

  AuditOutboxWrites auditOutbox();
}
