package dev.holdfast.adapters.sqlite;

import java.util.function.Supplier;

/** The time during which a transaction's views may be used: on its thread, until it ends. */
final class Span {

  private final Thread thread = Thread.currentThread();
  private volatile boolean over;

  /** Does something within the span. */
  <R> R during(Supplier<R> action) {
    check();
    return action.get();
  }

  /** Does something within the span. */
  void during(Runnable action) {
    check();
    action.run();
  }

  void end() {
    over = true;
  }

  private void check() {
    if (over || !Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("the transaction is over, or belongs to another thread");
    }
  }
}
