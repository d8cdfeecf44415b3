package dev.holdfast.ports.out.write;

import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import java.time.Instant;

/** Writes session rows. */
public interface SessionWrites {

  /**
   * Applies a change to the row as it stands inside the transaction.
   *
   * <ul>
   *   <li>{@link Result.Applied}: the row as it is now.
   *   <li>{@link Result.Outdated}: the row stands otherwise than the change expects, and is left
   *       alone; for a reservation: the key has a row already. The caller adopts what it is told.
   *   <li>{@link Result.Missing}: the key has no row and the change needs one.
   * </ul>
   *
   * <p>Every applied change but an expectation makes the row's version grow and moves its {@code
   * updatedAt} to the change's time; all but the choice of a route and of a label count for the
   * idle clock, too. A rotation forgets a chosen route unless its provenance survives a reset.
   *
   * <p>A version of a key never comes back, also not for the session after an archived one, so that
   * it tells which session somebody means.
   *
   * @throws IllegalArgumentException if a head is no event of the session
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if a rule of the
   *     store refuses the row: a blocked provider, a session id that was used before
   */
  Result apply(SessionChange change);

  /** The row of a key as it stands inside the transaction. */
  StoredSession current(SessionKey key);

  /**
   * Takes a session from its key and into the archive, with every transcript the key ever had since
   * it was first used or last archived. The key is free from then on. Transcripts stay where they
   * are; until the session is restored no session id, response or event of them is found, and no
   * turn can begin in them. The caller has seen to it that none runs.
   *
   * <ul>
   *   <li>{@link Archival.Archived}: it is there.
   *   <li>{@link Archival.Outdated}: the key points at another transcript than expected.
   *   <li>{@link Archival.Missing}: the key has no row.
   * </ul>
   */
  Archival archive(SessionKey key, SessionId expected, ArchiveId archive, Instant at);

  /**
   * Gives an archived session its key back. Its version grows; its {@code updatedAt} and its idle
   * clock move, so that no policy ends at once what somebody brought back.
   *
   * <ul>
   *   <li>{@link Restoration.Restored}: the row as it is now.
   *   <li>{@link Restoration.KeyInUse}: another session has the key; nothing was changed.
   *   <li>{@link Restoration.Missing}: nothing of this id is in the archive.
   * </ul>
   */
  Restoration restore(ArchiveId archive, Instant at);

  /** What became of an archiving. */
  sealed interface Archival {

    record Archived(ArchivedSession session) implements Archival {}

    record Outdated(SessionEntry current) implements Archival {}

    record Missing() implements Archival {}
  }

  /** What became of a restoring. */
  sealed interface Restoration {

    record Restored(SessionEntry entry) implements Restoration {}

    record KeyInUse(SessionEntry current) implements Restoration {}

    record Missing() implements Restoration {}
  }

  /** What became of a change. */
  sealed interface Result {

    record Applied(SessionEntry entry) implements Result {}

    record Outdated(SessionEntry current) implements Result {}

    record Missing() implements Result {}
  }
}
