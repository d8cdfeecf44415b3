package dev.holdfast.ports.out.env;

import dev.holdfast.domain.agent.AgentId;
import java.util.List;
import java.util.Set;

/**
 * The life of the store of one home. Opened once by the gateway that holds the home's lock; the
 * read and write ports answer {@link StorageFailure.Code#CLOSED} before and after.
 */
public interface Storage extends AutoCloseable {

  /**
   * Opens the control plane and every registered agent's database, creating and migrating what is
   * needed. An agent whose database is missing, damaged or newer, or older where that may not be
   * migrated, is left out of service.
   *
   * @param request what may be created and which providers are blocked
   * @throws StorageFailure if the control plane cannot serve
   */
  StorageReport open(StorageRequest request);

  /**
   * Opens what is there for reading only: creates nothing, migrates nothing, writes nothing. Works
   * beside a gateway that has the store open, and without one. Write ports answer {@link
   * StorageFailure.Code#CLOSED}.
   *
   * @throws StorageFailure if there is a control plane and it cannot be read
   */
  ReadOnlyOpening openForReading();

  /** Whether a commit to the control plane succeeded just now; what {@code /readyz} asks. */
  boolean probe();

  /**
   * Has somebody told if a part dies that writes need, at once if it has died already.
   *
   * @param watch told once, on any thread
   */
  void watch(DeathWatch watch);

  /**
   * Checkpoints and closes every database. Waits for writes under way; a second call does nothing.
   */
  @Override
  void close();

  /**
   * What may be created and what is blocked.
   *
   * @param agents the configured agents; the ones not registered yet are created
   * @param creation whether a home without a store gets one
   * @param blockedProviders provider ids that no row may hold
   * @param upgrade whether a database of an older program is migrated
   */
  record StorageRequest(
      List<AgentId> agents,
      Creation creation,
      Durability durability,
      Set<String> blockedProviders,
      SchemaUpgrade upgrade) {
    public StorageRequest {
      agents = List.copyOf(agents);
      blockedProviders = Set.copyOf(blockedProviders);
    }
  }

  /** Whether a missing store is made. */
  enum Creation {
    IF_ABSENT,
    FORBIDDEN
  }

  /** Whether a database of an older program is brought to the schema of this one. */
  enum SchemaUpgrade {
    /** It is, once a copy of it was made and read back. */
    PERFORMED_AFTER_BACKUP,
    /** It is refused untouched. */
    FORBIDDEN
  }

  /** Hears that the storage cannot go on. */
  interface DeathWatch {

    /** Not everything can be stored any more: the process should end. */
    void died(StorageFailure reason);
  }

  /** What opening for reading found. */
  sealed interface ReadOnlyOpening {

    /** A store. */
    record Opened(StorageReport report) implements ReadOnlyOpening {}

    /** The home has no store yet. */
    record NoStore() implements ReadOnlyOpening {}
  }

  /** What an acknowledged commit survives. */
  enum Durability {
    /** Loss of power. */
    FULL,
    /** A killed process. */
    NORMAL
  }
}
