package dev.holdfast.architecture.violation.sleeping.app.usecase;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

final class Sleeper {

  private Sleeper() {}

  static void sleep() throws InterruptedException {
    Thread.sleep(1000);
  }

  static boolean await(Semaphore signal) throws InterruptedException {
    return signal.tryAcquire(1, TimeUnit.SECONDS);
  }
}
