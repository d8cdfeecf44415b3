package dev.holdfast.ports.contract;

import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;

/** One home with the ports on it, of its own for each test; not open yet, nothing stored. */
public interface StoreFixture {

  Storage storage();

  SessionReads sessions();

  TurnReads turns();

  ResponseReads responses();

  IdempotencyReads idempotency();

  ChangeReads changes();

  ControlPlaneReads controlPlane();

  WriteTransactions transactions();
}
