package dev.holdfast.ports.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Lets several threads do something at the same time and tells what each came to. */
public final class Race {

  /** Far more than any store needs; a race that is not over by then hangs. */
  private static final long DEADLINE_SECONDS = 30;

  private Race() {}

  /**
   * Runs the contestants, numbered from 0, after all of them have come to the line.
   *
   * @return their outcomes, in the order of their numbers
   */
  public static <T> List<T> between(int contestants, IntFunction<Callable<T>> contestant)
      throws InterruptedException, ExecutionException, TimeoutException {
    CyclicBarrier line = new CyclicBarrier(contestants);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int number = 0; number < contestants; number++) {
        Callable<T> action = contestant.apply(number);
        running.add(
            threads.submit(
                () -> {
                  line.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                  return action.call();
                }));
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> future : running) {
        outcomes.add(future.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }
}
