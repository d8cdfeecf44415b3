package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.Telemetry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a database: a thread that commits what waits together. Nobody is answered
 * before COMMIT returned; a change that throws undoes only itself.
 *
 * <p>If COMMIT fails, nobody knows whether the batch is durable. It is never just repeated: the
 * connection is closed and opened anew, and every caller of the batch is told that it failed.
 *
 * @param <S> the statements of the schema
 */
final class Writer<S> implements AutoCloseable {

  /** Bounds how long the first of a batch waits for the last. */
  private static final int LARGEST_BATCH = 256;

  /** After this much quiet the log is written back, so that it is short when it matters. */
  private static final Duration IDLE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final DatabaseFile file;
  private final Durability durability;
  private final Function<Connection, S> statements;
  private final TaskQueue<S> queue = new TaskQueue<>(StorageFailure.Code.COMMIT_FAILED);
  private final Task<S, Boolean> stop = new Task<>(same -> true);
  private final Consumer<StorageFailure> death;
  private final Told told;
  private final Thread thread;
  private volatile boolean stopping;

  // Touched by the writer thread only, once it runs.
  private @Nullable WriterConnection<S> connection;
  private boolean logWrittenBack;

  private Writer(
      DatabaseFile file,
      Durability durability,
      Function<Connection, S> statements,
      WriterConnection<S> connection,
      String name,
      Consumer<StorageFailure> death,
      Told told) {
    this.file = file;
    this.durability = durability;
    this.statements = statements;
    this.connection = connection;
    this.death = death;
    this.told = told;
    this.thread = Thread.ofPlatform().daemon().name("holdfast-writer-" + name).unstarted(this::run);
  }

  /** Who hears of commits, and of which kind of database. */
  record Told(Telemetry telemetry, Telemetry.Database database) {

    private void committed(int changes, long beganNanos) {
      telemetry.committed(database, changes, Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    private void commitFailed(int changes) {
      telemetry.commitFailed(database, changes);
    }
  }

  /**
   * Opens the connection and starts the thread.
   *
   * @param death told if the thread dies of anything but being closed
   * @param told told of each commit, on the writer's thread, before the callers hear of it
   */
  static <S> Writer<S> open(
      DatabaseFile file,
      Durability durability,
      Function<Connection, S> statements,
      String name,
      Consumer<StorageFailure> death,
      Told told) {
    WriterConnection<S> connection = WriterConnection.open(file, durability, statements);
    Writer<S> writer = new Writer<>(file, durability, statements, connection, name, death, told);
    writer.thread.start();
    return writer;
  }

  /** Runs a change and returns once it is durable. */
  <R> R call(Task.Work<S, R> work) {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("a transaction cannot be opened inside another");
    }
    if (stopping) {
      throw Failures.closed();
    }
    return queue.call(work);
  }

  /** Finishes what waits, writes the log back and closes the connection. */
  @Override
  public void close() {
    if (!stopping) {
      stopping = true;
      queue.add(stop);
    }
    Threads.join(thread);
  }

  private void run() {
    try {
      boolean running = true;
      while (running) {
        List<Task<S, ?>> batch = nextBatch();
        running = !batch.remove(stop);
        if (!batch.isEmpty()) {
          store(batch);
        }
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      death.accept(Failures.ofDeadWriter(file, e));
    } finally {
      stopping = true;
      queue.close();
      disconnect();
    }
  }

  private List<Task<S, ?>> nextBatch() throws InterruptedException {
    Task<S, ?> first = logWrittenBack ? queue.take() : queue.poll(IDLE);
    while (first == null) {
      writeLogBack();
      first = queue.take();
    }
    List<Task<S, ?>> batch = new ArrayList<>();
    batch.add(first);
    queue.drainTo(batch, LARGEST_BATCH - 1);
    return batch;
  }

  private void store(List<Task<S, ?>> batch) {
    List<Task<S, ?>> stored;
    WriterConnection<S> open;
    try {
      open = connection();
      long began = System.nanoTime();
      open.begin();
      stored = batch.size() == 1 ? runAlone(open, batch.getFirst()) : runTogether(open, batch);
      if (stored.isEmpty()) {
        open.rollback();
      } else {
        open.commit();
        told.committed(stored.size(), began);
      }
      logWrittenBack = false;
    } catch (SQLException e) {
      giveUp(batch, Failures.ofCommit(file, e));
      return;
    } catch (StorageFailure cannotOpen) {
      giveUp(batch, cannotOpen);
      return;
    } catch (RuntimeException | Error e) {
      giveUp(batch, Failures.ofDeadWriter(file, e));
      throw e;
    }
    stored.forEach(Task::succeed);
    boundLog(open);
  }

  /** Without a savepoint: the transaction has nothing else to keep. */
  private List<Task<S, ?>> runAlone(WriterConnection<S> open, Task<S, ?> task) {
    return runs(task, open.statements()) ? List.of(task) : List.of();
  }

  /**
   * Without savepoints, which copy every page that a change touches first. If a change throws, the
   * transaction is begun anew with them.
   */
  private List<Task<S, ?>> runTogether(WriterConnection<S> open, List<Task<S, ?>> batch)
      throws SQLException {
    try {
      for (Task<S, ?> task : batch) {
        task.run(open.statements());
      }
      return batch;
    } catch (SQLException | RuntimeException | Error _) {
      open.rollback();
      open.begin();
      return runEach(open, batch);
    }
  }

  private List<Task<S, ?>> runEach(WriterConnection<S> open, List<Task<S, ?>> batch)
      throws SQLException {
    List<Task<S, ?>> kept = new ArrayList<>(batch.size());
    for (Task<S, ?> task : batch) {
      open.beginChange();
      if (runs(task, open.statements())) {
        open.keepChange();
        kept.add(task);
      } else {
        open.undoChange();
      }
    }
    return kept;
  }

  /** Whether the work did not throw; its caller hears of it if it did. */
  private boolean runs(Task<S, ?> task, S statements) {
    try {
      task.run(statements);
      return true;
    } catch (SQLException e) {
      task.fail(Failures.ofWrite(e));
    } catch (RuntimeException | Error e) {
      task.fail(e);
    }
    return false;
  }

  /** The connection may be in any state: the next batch gets a new one. */
  private void giveUp(List<Task<S, ?>> batch, StorageFailure failure) {
    told.commitFailed(batch.size());
    disconnect();
    batch.forEach(task -> task.fail(failure));
  }

  private WriterConnection<S> connection() {
    WriterConnection<S> open = connection;
    if (open == null) {
      open = WriterConnection.open(file, durability, statements);
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    WriterConnection<S> open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.warn("A connection to {} could not be closed.", file, e);
      }
    }
  }

  /** Without a connection there is nothing to do: closing the last one wrote the log back. */
  private void writeLogBack() {
    WriterConnection<S> open = connection;
    try {
      logWrittenBack = open == null || open.checkpoint();
    } catch (SQLException e) {
      logWrittenBack = true;
      LOG.warn("The log of {} could not be written back; it is tried again later.", file, e);
    }
  }

  private void boundLog(WriterConnection<S> open) {
    try {
      open.boundLog();
    } catch (SQLException e) {
      LOG.warn("The log of {} could not be bounded; it is tried again later.", file, e);
    }
  }
}
