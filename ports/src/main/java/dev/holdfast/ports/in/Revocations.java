package dev.holdfast.ports.in;

/**
 * Tells when a token lets nobody in any more, or only with another text, so that what was opened
 * with it can be closed. Any thread may call it.
 */
public interface Revocations {

  /**
   * Has a watcher told of every such token from now on, until the watch is closed.
   *
   * @return to be closed when nobody needs to hear of it any more
   */
  Watch watch(Watcher watcher);

  /** Hears of tokens. Must not throw and must not block for long. */
  interface Watcher {

    /**
     * A token was revoked, or given another text. Requests that show the old one are turned away
     * already; the change is answered only after this has returned.
     *
     * @param tokenId as callers have it
     */
    void revoked(String tokenId);
  }

  /** Being told. */
  interface Watch extends AutoCloseable {

    /** Ends it; a second call does nothing. */
    @Override
    void close();
  }
}
