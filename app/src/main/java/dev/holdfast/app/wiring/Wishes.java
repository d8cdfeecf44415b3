package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway's process is asked to do, by signals and from within, until its thread comes to
 * it. Any thread may ask. A wish to stop counts before any other and is never taken back.
 */
final class Wishes {

  private static final Logger log = LoggerFactory.getLogger(Wishes.class);

  /** How often whoever serves looks at what it stands on: one look is one call of the system. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Duration lookEvery;
  private boolean stop;
  private Wish other = new Wish.None();

  /** Who reads the configuration again: whoever serves, if anybody does. */
  private final List<Runnable> readers = new ArrayList<>(1);

  /** Whether whoever serves next reads the configuration again, since it was asked for before. */
  private boolean reloadMissed;

  Wishes() {
    this(LOOK_EVERY);
  }

  /**
   * Wishes of a process.
   *
   * @param lookEvery how often whoever serves looks at what it stands on
   */
  Wishes(Duration lookEvery) {
    this.lookEvery = lookEvery;
  }

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

  /** A store that dies when its time of serving has ended is no reason to end the next one. */
  private synchronized void died(Runnable reader, StorageFailure failure) {
    if (readers.contains(reader)) {
      want(new Wish.StoreDied(failure));
    }
  }

  /** Has whoever serves read its configuration again; while nobody serves, whoever serves next. */
  void reload() {
    List<Runnable> now = readers();
    if (now.isEmpty()) {
      reloaded();
    }
    now.forEach(Runnable::run);
  }

  private synchronized List<Runnable> readers() {
    return List.copyOf(readers);
  }

  /** Has whoever serves next read the configuration again, unless one serves and goes on. */
  synchronized void reloaded() {
    if (readers.isEmpty() || !(other instanceof Wish.None)) {
      reloadMissed = true;
      log.info("The gateway starts or ends; whoever serves next reads the configuration again");
    }
  }

  /**
   * Waits for a wish that ends this time of serving.
   *
   * @param store tells if it can be written no more
   * @param reader of this time of serving alone; reads the configuration again whenever that is
   *     asked for meanwhile, and at once if it was asked for while nobody served
   * @param watch looks from time to time whether what this stands on is as it was
   */
  Wish await(Consumer<Storage.DeathWatch> store, Runnable reader, Runnable watch)
      throws InterruptedException {
    boolean missed = serve(reader);
    store.accept(failure -> died(reader, failure));
    if (missed) {
      log.info("Reading the configuration again, as was asked for while nobody served");
      reader.run();
    }
    Wish end = awaitEnd(lookEvery);
    while (end instanceof Wish.None) {
      watch.run();
      end = awaitEnd(lookEvery);
    }
    return end;
  }

  /** Whether the configuration was to be read again while nobody served. */
  private synchronized boolean serve(Runnable reader) {
    boolean missed = reloadMissed;
    readers.add(reader);
    reloadMissed = false;
    return missed;
  }

  /** A wish that ends this time of serving, which is over then; none if none came in time. */
  private synchronized Wish awaitEnd(Duration patience) throws InterruptedException {
    try {
      long until = System.nanoTime() + patience.toNanos();
      long left = patience.toNanos();
      while (!stop && other instanceof Wish.None && left > 0) {
        wait(Duration.ofNanos(left).plusMillis(1).toMillis());
        left = until - System.nanoTime();
      }
    } catch (InterruptedException interrupted) {
      serveNoMore();
      throw interrupted;
    }
    Wish wish = stop ? new Wish.Stop() : other;
    if (!(wish instanceof Wish.None)) {
      serveNoMore();
    }
    return wish;
  }

  private synchronized void serveNoMore() {
    readers.clear();
    other = new Wish.None();
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
