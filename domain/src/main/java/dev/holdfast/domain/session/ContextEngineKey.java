package dev.holdfast.domain.session;

/**
 * What a context engine, compaction and memory key their state by. It equals the session key
 * everywhere but in an isolated heartbeat run.
 */
public record ContextEngineKey(String value) {

  /** The key of every turn that is not an isolated heartbeat run. */
  public static ContextEngineKey of(SessionKey key) {
    return new ContextEngineKey(key.value());
  }

  /** The key of the turns of a transcript that no session key points at. */
  public static ContextEngineKey ofUnlisted(SessionId session) {
    return new ContextEngineKey("unlisted:" + session.value());
  }

  @Override
  public String toString() {
    return value;
  }
}
