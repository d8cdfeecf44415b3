package dev.holdfast.app.torture;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops the thread that comes to a moment for the n-th time, for good, and says so: whoever listens
 * kills the process then. Nothing that thread would have done happens any more.
 */
final class Halt {

  /** What is said. */
  static final String WORD = "halted";

  private final Moment moment;
  private final AtomicInteger left = new AtomicInteger();
  private final PrintStream out;

  /** Halts nobody before it is armed. */
  Halt(Moment moment, PrintStream out) {
    this.moment = moment;
    this.out = out;
  }

  /**
   * Lets it halt from now on.
   *
   * @param count 1 for the next time the moment comes
   */
  void arm(int count) {
    left.set(count);
  }

  /** A moment has come. */
  void at(Moment now) {
    if (now == moment && left.decrementAndGet() == 0) {
      out.println(WORD);
      out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException("nobody may go on from here", interrupted);
      }
    }
  }

  /** Halts around the commits of turns. */
  record Watch(Halt halt) implements Writing.Watch {

    @Override
    public void written(Set<Writing> done) {
      if (done.contains(Writing.ROTATION)) {
        halt.at(Moment.IN_ROTATION);
      }
      if (done.contains(Writing.BEGIN)) {
        halt.at(Moment.BEFORE_FIRST_COMMIT);
      }
      if (done.contains(Writing.END)) {
        halt.at(Moment.BEFORE_LAST_COMMIT);
      }
    }

    @Override
    public void committed(Set<Writing> done) {
      if (done.contains(Writing.BEGIN)) {
        halt.at(Moment.AFTER_FIRST_COMMIT);
      }
      if (done.contains(Writing.END)) {
        halt.at(Moment.AFTER_LAST_COMMIT);
      }
    }
  }
}
