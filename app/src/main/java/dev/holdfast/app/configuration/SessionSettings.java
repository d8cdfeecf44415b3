package dev.holdfast.app.configuration;

import dev.holdfast.domain.session.ResetPolicy;
import java.util.List;

/**
 * How sessions are named.
 *
 * @param mainKey what an agent's main session is called
 * @param keyFrom where a key may come from when a request names none; the first that has a value
 *     wins
 * @param reset when a session's transcript ends by itself
 * @param queue what bounds the requests that wait for a session
 */
public record SessionSettings(
    String mainKey, List<KeySource> keyFrom, ResetPolicy reset, QueueSettings queue) {

  /** What an agent's main session is called unless told otherwise. */
  public static final String DEFAULT_MAIN_KEY = "main";

  public SessionSettings {
    keyFrom = List.copyOf(keyFrom);
  }

  /** What holds where the operator says nothing. */
  public static SessionSettings defaults() {
    return new SessionSettings(
        DEFAULT_MAIN_KEY, List.of(), ResetPolicy.NONE, QueueSettings.defaults());
  }
}
