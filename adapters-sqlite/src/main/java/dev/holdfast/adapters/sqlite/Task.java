package dev.holdfast.adapters.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Work handed to a database thread, and its outcome on the way back. The caller parks; the native
 * code that would pin a virtual thread runs elsewhere.
 *
 * @param <S> the statements the work uses
 * @param <R> what it returns
 */
final class Task<S, R> {

  /** What is done with a connection's statements. */
  interface Work<S, R> {
    R run(S statements) throws SQLException;
  }

  private final Work<S, R> work;
  private final CompletableFuture<R> outcome = new CompletableFuture<>();
  private @Nullable Runnable success;

  Task(Work<S, R> work) {
    this.work = work;
  }

  /** Runs the work and keeps its result back until {@link #succeed}. */
  void run(S statements) throws SQLException {
    R result = work.run(statements);
    success = () -> outcome.complete(result);
  }

  /** Hands the result over. */
  void succeed() {
    if (success == null) {
      throw new IllegalStateException("a task that did not run cannot succeed");
    }
    success.run();
  }

  /** Hands a failure over; does nothing if there is an outcome already. */
  void fail(Throwable failure) {
    outcome.completeExceptionally(failure);
  }

  /** Parks until there is an outcome. */
  R await() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw rethrown(e);
    }
  }

  private static RuntimeException rethrown(CompletionException wrapper) {
    return switch (wrapper.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> wrapper;
    };
  }
}
