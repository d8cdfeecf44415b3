package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of a database: a few threads, each with a connection of its own, opened when it is
 * first needed. Readers wait for no writer.
 *
 * @param <S> the statements of the schema
 */
final class Readers<S> implements AutoCloseable {

  /** A read is a few hundred microseconds of one core: more threads than cores only take turns. */
  private static final int MOST_THREADS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  private final Supplier<ReaderConnection<S>> connections;
  private final TaskQueue<S> queue = new TaskQueue<>(StorageFailure.Code.READ_FAILED);
  private final Task<S, Boolean> stop = new Task<>(statements -> true);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  private Readers(Supplier<ReaderConnection<S>> connections) {
    this.connections = connections;
  }

  /** Starts the threads; nothing is opened yet. */
  static <S> Readers<S> start(Supplier<ReaderConnection<S>> connections, String name) {
    Readers<S> readers = new Readers<>(connections);
    int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_THREADS);
    for (int number = 1; number <= count; number++) {
      readers.threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("holdfast-reader-" + name + '-' + number)
              .start(readers::run));
    }
    return readers;
  }

  /** Runs a read and returns what it found. */
  <R> R call(Task.Work<S, R> work) {
    if (stopping) {
      throw Failures.closed();
    }
    return queue.call(work);
  }

  /** Finishes what waits and closes the connections. */
  @Override
  public void close() {
    if (!stopping) {
      stopping = true;
      queue.add(stop);
    }
    threads.forEach(Threads::join);
    queue.close();
  }

  private void run() {
    Reader reader = new Reader();
    try {
      for (Task<S, ?> task = queue.take(); task != stop; task = queue.take()) {
        reader.answer(task);
      }
      queue.add(stop);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a reader", e);
    } finally {
      reader.disconnect();
    }
  }

  /** One thread's connection. */
  private final class Reader {

    private @Nullable ReaderConnection<S> connection;

    void answer(Task<S, ?> task) {
      try {
        ReaderConnection<S> open = connected();
        open.run(task);
        if (open.isStale()) {
          connected().run(task);
        }
        task.succeed();
      } catch (SQLException e) {
        disconnect();
        task.fail(Failures.ofRead(e));
      } catch (RuntimeException | Error e) {
        task.fail(e);
      }
    }

    void disconnect() {
      ReaderConnection<S> open = connection;
      connection = null;
      if (open != null) {
        try {
          open.close();
        } catch (SQLException e) {
          LOG.warn("A reading connection could not be closed.", e);
        }
      }
    }

    private ReaderConnection<S> connected() {
      ReaderConnection<S> open = connection;
      if (open == null || open.isStale()) {
        disconnect();
        open = connections.get();
        connection = open;
      }
      return open;
    }
  }
}
