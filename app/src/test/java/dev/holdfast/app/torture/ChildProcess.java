package dev.holdfast.app.torture;

import dev.holdfast.app.distribution.ArgvLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is told things line by line, tells things line by line, and may be killed. */
final class ChildProcess implements AutoCloseable {

  /** Far longer than any line takes to come; only a process that hangs reaches it. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** A process that lives for a second has no use for the compiler that takes longest. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private static final String END = "\0end";

  private final ProcessBuilder command;
  private final Process process;
  private final Path log;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Writer input;

  private ChildProcess(ProcessBuilder command, Process process, Path log) {
    this.command = command;
    this.process = process;
    this.log = log;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a process.
   *
   * @param home the user's home it sees; its words of error go to a file in it
   */
  static ChildProcess start(List<String> command, Path home) {
    try {
      Path log = Files.createTempFile(home, "child", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(home.toFile()).redirectError(log.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
      builder.environment().put("HOME", home.toString());
      builder.environment().put("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("HOLDFAST_JAVA_OPTIONS", SHORT_LIVED);
      ChildProcess child = new ChildProcess(builder, builder.start(), log);
      Thread.ofPlatform().daemon().name("lines of a child").start(child::read);
      return child;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** The lines it had said and nobody has read, once it has ended. */
  Stream<String> rest() throws InterruptedException {
    List<String> rest = new ArrayList<>();
    for (String line = lines.take(); !line.equals(END); line = lines.take()) {
      rest.add(line);
    }
    return rest.stream();
  }

  /** Tells it a line. */
  void tell(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(said("does not listen"), failure);
    }
  }

  /** The next line it says. */
  String next() throws InterruptedException {
    String line = lines.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (line == null || line.equals(END)) {
      throw new IllegalStateException(said(line == null ? "says nothing" : "has ended"));
    }
    return line;
  }

  /** The next line it says that begins like this; others are passed over. */
  String next(String beginning) throws InterruptedException {
    String line = next();
    while (!line.startsWith(beginning)) {
      line = next();
    }
    return line;
  }

  /** Lets it run for a while; it must not end by itself. */
  void letRun(Duration time) throws InterruptedException {
    if (process.waitFor(time)) {
      throw new IllegalStateException(said("has ended"));
    }
  }

  /** Ends it as a crash does: it gets no chance to do anything more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to stop, and waits until it has. */
  int stop() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  /** Waits until it has ended by itself. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT)) {
      process.destroyForcibly();
      throw new IllegalStateException(said("does not end"));
    }
    ArgvLog.note(command, process.exitValue());
    return process.exitValue();
  }

  /** Stops it where it stands, as a machine does that sleeps. */
  void pause() throws InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void resume() throws InterruptedException {
    signal("CONT");
  }

  /** What it said on standard error. */
  String errors() {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void signal(String name) throws InterruptedException {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException(said("cannot be sent " + name));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException gone) {
      // A killed process leaves its pipe in any state; what it said whole was read.
    } finally {
      lines.add(END);
    }
  }

  private String said(String what) {
    return "process " + pid() + " " + what + "; it said: " + errors();
  }

  /** Leaves nothing running. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
