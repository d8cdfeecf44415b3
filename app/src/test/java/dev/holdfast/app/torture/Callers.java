package dev.holdfast.app.torture;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that ask. */
final class Callers implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Future<?> submit(Runnable work) {
    return threads.submit(work);
  }

  <R> Future<R> submit(Callable<R> work) {
    return threads.submit(work);
  }

  /** Waits until all have done their work. */
  static void join(List<? extends Future<?>> work) throws InterruptedException {
    for (Future<?> one : work) {
      try {
        one.get();
      } catch (ExecutionException failed) {
        throw new IllegalStateException("a caller failed", failed.getCause());
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
