package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.response.ResponseId;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The event logs of the responses that run in the background, and for a while of those that ended:
 * the newest within a bound. Any thread may call it.
 */
final class EventLogs {

  /** What logs of ended responses may hold together; a usual answer takes some 20,000. */
  private static final long MOST_CHARACTERS_OF_ENDED = 16L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ResponseId, EventLog> running = new LinkedHashMap<>();

  /** Those that run and are not to be held once they have ended. */
  private final Set<ResponseId> forgotten = new HashSet<>();

  /** The oldest first. */
  private final Map<ResponseId, EventLog> ended = new LinkedHashMap<>();

  private long charactersOfEnded;

  @Inject
  EventLogs() {}

  /** Takes in the log of a response that runs, unless another one of it is there already. */
  void begin(ResponseId response, EventLog log) {
    lock.lock();
    try {
      running.putIfAbsent(response, log);
    } finally {
      lock.unlock();
    }
  }

  /** Ends a log: from now on it is kept as long as there is room. */
  void end(ResponseId response, EventLog ending) {
    lock.lock();
    try {
      ending.end();
      EventLog log = running.get(response);
      if (log != ending) {
        return;
      }
      running.remove(response);
      if (forgotten.remove(response)) {
        return;
      }
      EventLog before = ended.put(response, log);
      charactersOfEnded -= before == null ? 0 : before.characters();
      charactersOfEnded += log.characters();
      var oldest = ended.values().iterator();
      while (charactersOfEnded > MOST_CHARACTERS_OF_ENDED && oldest.hasNext()) {
        charactersOfEnded -= oldest.next().characters();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The log of a response, if it is still held. */
  Optional<EventLog> find(ResponseId response) {
    lock.lock();
    try {
      EventLog log = running.get(response);
      return Optional.ofNullable(log == null ? ended.get(response) : log);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a response that was deleted; who follows one that runs hears its end. */
  void forget(ResponseId response) {
    lock.lock();
    try {
      if (running.containsKey(response)) {
        forgotten.add(response);
      }
      EventLog log = ended.remove(response);
      charactersOfEnded -= log == null ? 0 : log.characters();
    } finally {
      lock.unlock();
    }
  }
}
