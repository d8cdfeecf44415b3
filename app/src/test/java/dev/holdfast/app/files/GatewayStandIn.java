package dev.holdfast.app.files;

import dev.holdfast.domain.state.StoreId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A second process that holds a home as a gateway does, until it is told to end. */
final class GatewayStandIn implements AutoCloseable {

  static final StoreId STORE = new StoreId("store-of-the-stand-in");

  private static final int DEADLINE_SECONDS = 30;

  private final Process process;

  private GatewayStandIn(Process process) {
    this.process = process;
  }

  /** Starts it and waits until it holds the lock of the home and has published itself. */
  static GatewayStandIn holding(Path home, Path runtimeRoot) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                home.toString(),
                runtimeRoot.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String said = out.readLine();
    if (!"ready".equals(said)) {
      process.destroyForcibly();
      throw new IllegalStateException("the stand-in said " + said);
    }
    return new GatewayStandIn(process);
  }

  long pid() {
    return process.pid();
  }

  /** Stops it with a signal that it cannot refuse, and waits until the kernel says it has. */
  void stop() throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("the stand-in cannot be stopped");
    }
    Instant deadline = Instant.now().plusSeconds(DEADLINE_SECONDS);
    while (!Files.readString(Path.of("/proc", Long.toString(pid()), "stat")).contains(") T ")) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("the stand-in does not stop");
      }
      Thread.onSpinWait();
    }
  }

  /** Ends it without a chance to tidy up, and waits until it has ended. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  /** What the second process runs. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws IOException {
      Path home = Path.of(arguments[0]);
      HomeLocks locks = new HomeLocks();
      if (!(locks.acquire(home) instanceof LockAttempt.Acquired(HomeLock lock))) {
        throw new IllegalStateException("the home is held already");
      }
      GatewayRecord record =
          GatewayRecord.ofThisProcess(
              "http://127.0.0.1:1", lock, STORE, home.resolve("token"), Instant.now());
      Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", arguments[1]);
      new GatewayRecords(environment, UserId.ofThisProcess(), GatewayRecords.USERS_ROOT, locks)
          .publish(record);
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // Whoever started it holds the other end and closes it by killing this process.
      }
    }
  }
}
