package dev.holdfast.adapters.http.metrics;

import dev.holdfast.ports.out.env.Telemetry.LogWatch;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The logs of the open databases of a kind. Any thread may call it. */
final class WatchedLogs {

  private final Set<Log> logs = ConcurrentHashMap.newKeySet();

  /** One log; two are never the same, whatever tells their size. */
  private final class Log implements LogWatch {

    private final LongSupplier bytes;

    Log(LongSupplier bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      logs.remove(this);
    }
  }

  LogWatch watch(LongSupplier bytes) {
    Log log = new Log(bytes);
    logs.add(log);
    return log;
  }

  /** The size of all together. */
  double bytes() {
    return logs.stream().mapToLong(log -> log.bytes.getAsLong()).sum();
  }
}
