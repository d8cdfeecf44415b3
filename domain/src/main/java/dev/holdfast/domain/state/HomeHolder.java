package dev.holdfast.domain.state;

import java.time.Instant;

/** Who holds the lock of a home. */
public sealed interface HomeHolder {

  /** Nobody. */
  record Nobody() implements HomeHolder {}

  /**
   * A gateway, as its record says; what it answers proves it.
   *
   * @param url its base URL, without a path
   * @param pid its process number where it runs
   * @param since when the process began
   * @param store the store it has opened
   * @param evidence one sentence: what the record was held against
   */
  record Gateway(String url, long pid, Instant since, StoreId store, Reach reach, String evidence)
      implements HomeHolder {}

  /**
   * A process that has not said what it is: a gateway that starts or ends, or a command that
   * writes.
   *
   * @param since when the process began
   * @param evidence one sentence: how it was found
   */
  record Unannounced(long pid, Instant since, String evidence) implements HomeHolder {}

  /**
   * Somebody, and nothing here tells who; or nobody can say whether anybody does.
   *
   * @param evidence one sentence: what is known
   */
  record Unknown(String evidence) implements HomeHolder {}

  /** Whether the process number means that process here. */
  enum Reach {
    /** It does, and the process that has it began when the record says: it may be signalled. */
    HERE,
    /** It counts in another container or on another machine: it must not be signalled. */
    ELSEWHERE
  }
}
