package dev.holdfast.app.torture;

import java.util.List;

/** Callers that ask one thing at the same time, wherever their requests go. */
interface Crowd {

  /**
   * Asks once each, all at the same time, and waits for every answer.
   *
   * @param key the session
   * @param tag what their texts begin with, used once
   */
  List<Operation> askAtOnce(String key, String tag) throws InterruptedException;
}
