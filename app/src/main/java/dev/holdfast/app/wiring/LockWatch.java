package dev.holdfast.app.wiring;

import dev.holdfast.app.files.HomeLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the lock that a gateway holds still is the one of its home, and says once if not.
 */
final class LockWatch implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(LockWatch.class);

  private final HomeLock lock;
  private boolean told;

  LockWatch(HomeLock lock) {
    this.lock = lock;
  }

  @Override
  public void run() {
    if (!told && lock.isLost()) {
      told = true;
      log.error(
          "The lock file of {} was replaced or removed, or the home was moved, while this gateway"
              + " works on it. Nothing is lost so far; only the record gateway.json keeps others"
              + " from writing beside it. Put a moved home back, or stop this gateway in good order"
              + " and start it again",
          lock.home());
    }
  }
}
