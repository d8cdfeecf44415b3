package dev.holdfast.architecture.violation.waiting.domain;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowTest {

  @Test
  void hopes() throws InterruptedException {
    Thread.sleep(1);
  }

  @Test
  void knows() throws InterruptedException {
    new CountDownLatch(0).await(1, TimeUnit.SECONDS);
  }
}
