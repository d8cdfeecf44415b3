package dev.holdfast.adapters.sqlite;

/** Waits for threads of the store. */
final class Threads {

  private Threads() {}

  /** Waits until a thread has ended, interrupted or not: what it closes must be closed. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
