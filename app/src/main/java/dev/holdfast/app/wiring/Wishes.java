package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Duration;

/**
 * What the gateway's process is asked to do, by signals and from within, until its thread comes to
 * it. Any thread may ask. A wish to stop counts before any other and is never taken back.
 */
final class Wishes {

  private boolean stop;
  private Wish other = new Wish.None();
  private Runnable reload = Wishes::readNothing;

  /** What is asked for. */
  sealed interface Wish {

    /** Nothing yet. */
    record None() implements Wish {}

    /** The process shall end. */
    record Stop() implements Wish {}

    /** The gateway shall start anew, so configured and on this port. */
    record Restart(Configuration configuration, int port) implements Wish {}

    /** A database lost its writer, and nothing more can be stored. */
    record StoreDied(StorageFailure failure) implements Wish {}
  }

  synchronized void stop() {
    stop = true;
    notifyAll();
  }

  synchronized void restart(Configuration configuration, int port) {
    want(new Wish.Restart(configuration, port));
  }

  /** The store that can write no more counts before a restart, which could change nothing of it. */
  private void want(Wish wish) {
    if (!(other instanceof Wish.StoreDied)) {
      other = wish;
      notifyAll();
    }
  }

  private synchronized void died(StorageFailure failure) {
    want(new Wish.StoreDied(failure));
  }

  private static void readNothing() {}

  /** Has whoever serves read its configuration again; does nothing while nobody serves. */
  void reload() {
    Runnable reader;
    synchronized (this) {
      reader = reload;
    }
    reader.run();
  }

  /**
   * Waits for a wish that ends this time of serving.
   *
   * @param reader reads the configuration again whenever that is asked for meanwhile
   */
  synchronized Wish await(Storage storage, Runnable reader) throws InterruptedException {
    storage.watch(this::died);
    reload = reader;
    try {
      while (!stop && other instanceof Wish.None) {
        wait();
      }
      return stop ? new Wish.Stop() : other;
    } finally {
      reload = Wishes::readNothing;
      other = new Wish.None();
    }
  }

  /**
   * Waits as long as nobody asks the process to stop.
   *
   * @return whether somebody did
   */
  synchronized boolean awaitStop(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    while (!stop && left > 0) {
      wait(Duration.ofNanos(left).plusMillis(1).toMillis());
      left = until - System.nanoTime();
    }
    return stop;
  }
}
