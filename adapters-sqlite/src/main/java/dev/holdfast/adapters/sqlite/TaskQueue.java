package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a database thread; bounded. Once closed, every task in it, and every one that
 * comes, fails: none is forgotten.
 *
 * @param <S> the statements the tasks use
 */
final class TaskQueue<S> {

  /** More callers than this do not fit into the process anyway. */
  private static final int CAPACITY = 4_096;

  private static final Duration PLACE_WAIT = Duration.ofSeconds(10);

  private final ArrayBlockingQueue<Task<S, ?>> tasks = new ArrayBlockingQueue<>(CAPACITY);
  private final StorageFailure.Code whenFull;
  private volatile boolean closed;

  /** A queue that answers with this code when no place becomes free in time. */
  TaskQueue(StorageFailure.Code whenFull) {
    this.whenFull = whenFull;
  }

  /** Adds a task and parks until it has an outcome. */
  <R> R call(Task.Work<S, R> work) {
    Task<S, R> task = new Task<>(work);
    put(task);
    if (closed) {
      failAll();
    }
    return task.await();
  }

  /** Adds a task that nobody waits for. */
  void add(Task<S, ?> task) {
    put(task);
  }

  /** The next task, waiting for one as long as it takes. */
  Task<S, ?> take() throws InterruptedException {
    return tasks.take();
  }

  /** The next task, if one comes in time. */
  @Nullable Task<S, ?> poll(Duration wait) throws InterruptedException {
    return tasks.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Moves what waits into a batch, up to a number. */
  void drainTo(List<Task<S, ?>> batch, int atMost) {
    tasks.drainTo(batch, atMost);
  }

  /** Fails what waits and what will come. */
  void close() {
    closed = true;
    failAll();
  }

  /** A caller that was interrupted still gets its task in if there is room. */
  private void put(Task<S, ?> task) {
    try {
      if (!tasks.offer(task) && !tasks.offer(task, PLACE_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw Failures.of(whenFull, Map.of("cause", "too many changes wait for the database"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(whenFull, Map.of("cause", "the caller was interrupted before it began"));
    }
  }

  private void failAll() {
    for (Task<S, ?> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.fail(Failures.closed());
    }
  }
}
