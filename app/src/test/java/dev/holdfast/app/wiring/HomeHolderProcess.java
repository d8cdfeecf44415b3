package dev.holdfast.app.wiring;

import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.LockAttempt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Another process that holds a home, until it is ended. */
final class HomeHolderProcess implements AutoCloseable {

  private final Process process;

  private HomeHolderProcess(Process process) {
    this.process = process;
  }

  /** What it does when it is asked to end. */
  enum Manner {
    ENDS,
    HANGS
  }

  static HomeHolderProcess holding(Path home, Manner manner) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                home.toString(),
                manner.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String said = out.readLine();
    if (!"ready".equals(said)) {
      process.destroyForcibly();
      throw new IllegalStateException("the holder said " + said);
    }
    return new HomeHolderProcess(process);
  }

  long pid() {
    return process.pid();
  }

  Instant since() {
    return process.info().startInstant().orElseThrow();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** What it runs. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws IOException {
      if (!(new HomeLocks().acquire(Path.of(arguments[0])) instanceof LockAttempt.Acquired)) {
        throw new IllegalStateException("the home is held already");
      }
      if (Manner.valueOf(arguments[1]) == Manner.HANGS) {
        Runtime.getRuntime().addShutdownHook(new Thread(Program::waitForever));
      }
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // Whoever started it holds the other end and closes it by ending this process.
      }
    }

    private static void waitForever() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException("nobody interrupts a shutdown", interrupted);
      }
    }
  }
}
