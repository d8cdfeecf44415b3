package dev.holdfast.app.bench;

import dev.holdfast.adapters.http.metrics.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built distribution as a process on a home. */
final class Gateway implements AutoCloseable {

  /** Options for the gateway's JVM, to profile it; empty for figures that count. */
  static final String OPTIONS = System.getenv().getOrDefault("HOLDFAST_JAVA_OPTIONS", "");

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  /** Between two looks: short beside a start, and long enough to leave the start its cores. */
  private static final Duration PACE = Duration.ofMillis(5);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double KIB_PER_MIB = 1024;

  private final Process process;
  private final Target target;
  private final double secondsToHealthy;
  private final double secondsToReady;

  private Gateway(Process process, Target target, double secondsToHealthy, double secondsToReady) {
    this.process = process;
    this.target = target;
    this.secondsToHealthy = secondsToHealthy;
    this.secondsToReady = secondsToReady;
  }

  /** Starts a gateway and returns once it is ready. */
  static Gateway start(Path distribution, Home home) throws IOException, InterruptedException {
    int port = freePort();
    Path log = home.folder().resolveSibling(home.folder().getFileName() + ".log");
    ProcessBuilder command =
        new ProcessBuilder(
                distribution.resolve("bin/holdfast").toString(),
                "gateway",
                "run",
                "--port",
                Integer.toString(port),
                "--home",
                home.folder().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = command.environment();
    environment.keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
    environment.put("HOME", home.folder().getParent().toString());
    environment.put("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOLDFAST_JAVA_OPTIONS", OPTIONS);
    long start = System.nanoTime();
    Process process = command.start();
    Target anonymous = new Target(port, "");
    try {
      double healthy = secondsUntil(anonymous, "/health", start, process, log);
      double ready = secondsUntil(anonymous, "/readyz", start, process, log);
      return new Gateway(process, new Target(port, home.token()), healthy, ready);
    } catch (IOException | InterruptedException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static double secondsUntil(
      Target target, String page, long start, Process process, Path log)
      throws IOException, InterruptedException {
    byte[] request = target.page(page);
    while (true) {
      try (LoadConnection connection = new LoadConnection(target.port())) {
        connection.exchange(request);
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
      } catch (IOException notYet) {
        boolean ended = process.waitFor(PACE.toMillis(), TimeUnit.MILLISECONDS);
        if (ended || System.nanoTime() - start > START_LIMIT.toNanos()) {
          throw new IOException(
              "the gateway did not answer " + page + ": " + Files.readString(log), notYet);
        }
      }
    }
  }

  Target target() {
    return target;
  }

  /** From the start of the process to the first answer of {@code /health}. */
  double secondsToHealthy() {
    return secondsToHealthy;
  }

  /** From the start of the process to the first answer of {@code /readyz} that says ready. */
  double secondsToReady() {
    return secondsToReady;
  }

  /** What of the process is in memory now. Source: proc_pid_status(5), VmRSS. */
  double residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow(() -> new IOException("the system does not tell how much is resident"))
        / KIB_PER_MIB;
  }

  /** What it says of itself. */
  Page metrics() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target.port() + "/metrics"))
            .header("authorization", "Bearer " + target.token())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Page.read(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  /** The processor time it has taken since its start. */
  Duration cpu() throws IOException {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException("the system does not tell the processor time"));
  }

  /** Stops it as an operator would. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT)) {
        throw new IOException("the gateway did not stop");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the gateway ended with exit code " + process.exitValue());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
