package dev.holdfast.app.distribution;

import java.util.List;

/** How a process ended and what it printed. */
public record Finished(String out, String err, int exit, long pid) {

  /** What it printed on standard error beside log lines of ordinary events. */
  public List<String> problems() {
    return err.lines()
        .filter(line -> !(line.startsWith("{") && line.contains("\"level\":\"INFO\"")))
        .toList();
  }
}
