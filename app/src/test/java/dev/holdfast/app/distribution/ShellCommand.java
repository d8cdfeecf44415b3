package dev.holdfast.app.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A process to run with nothing of the developer's own environment but what a test puts in. */
public final class ShellCommand {

  /** Far longer than anything here takes; only a process that hangs reaches it. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(10);

  private final ProcessBuilder builder;
  private final Path out;
  private final Path err;

  /**
   * A command that has not started yet.
   *
   * @param scratch an existing folder for its output and its home
   */
  public ShellCommand(Path scratch, List<String> command) {
    try {
      this.out = Files.createTempFile(scratch, "out", ".txt");
      this.err = Files.createTempFile(scratch, "err", ".txt");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder
        .environment()
        .putAll(new TreeMap<>(Map.of("PATH", "/usr/bin:/bin", "HOME", scratch.toString())));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile()).directory(scratch.toFile());
  }

  /** Sets a variable of its environment. */
  public ShellCommand with(String variable, String value) {
    builder.environment().put(variable, value);
    return this;
  }

  ShellCommand in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /** Starts it; {@link #result} waits for its end. */
  public Process start() {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a running process has said something on standard error. */
  public void awaitError(Process process, String text) throws InterruptedException {
    await(process, () -> Files.readString(err).contains(text));
  }

  /** Waits until a running process has said something on standard output. */
  void awaitOutput(Process process, String text) throws InterruptedException {
    await(process, () -> Files.readString(out).contains(text));
  }

  /** Waits until a running process has made a file. */
  void awaitFile(Process process, Path file) throws InterruptedException {
    await(process, () -> Files.exists(file));
  }

  /** Waits until a running process has printed a line with a text in it, and gives the line. */
  public String awaitLine(Process process, String text) throws InterruptedException {
    AtomicReference<String> line = new AtomicReference<>("");
    await(
        process,
        () -> {
          String printed = Files.readString(out);
          int at = printed.indexOf(text);
          int end = at < 0 ? -1 : printed.indexOf('\n', at);
          if (end < 0) {
            return false;
          }
          line.set(printed.substring(printed.lastIndexOf('\n', at) + 1, end));
          return true;
        });
    return line.get();
  }

  private void await(Process process, Callable<Boolean> condition) throws InterruptedException {
    Instant deadline = Instant.now().plus(LIMIT);
    try {
      while (!condition.call()) {
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)
            || Instant.now().isAfter(deadline)) {
          throw new AssertionError(
              "never came: " + builder.command() + Files.readString(out) + Files.readString(err));
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it to its end. */
  public Finished run() throws InterruptedException {
    return result(start());
  }

  /** Waits for the end of what {@link #start} started. */
  public Finished result(Process process) throws InterruptedException {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + LIMIT + ": " + builder.command());
      }
      ArgvLog.note(builder, process.exitValue());
      return new Finished(
          Files.readString(out), Files.readString(err), process.exitValue(), process.pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
