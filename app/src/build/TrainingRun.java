import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Trains the ahead-of-time caches of an assembled distribution: runs its gateway once on a home of
 * its own, talks to it, runs commands beside it, and stops it. Without the caches everything works,
 * only slower at start.
 */
final class TrainingRun {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /**
   * The JVM writes the cache after the gateway has stopped; that takes seconds, on a busy machine
   * many.
   */
  private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);

  /**
   * Enough for the profiles of the request path to be worth storing, so that a new process compiles
   * it early and well; takes a few seconds.
   */
  private static final int ROUNDS = 400;

  /** Turns of one conversation, so that a transcript of usual length is read, too. */
  private static final int ROUNDS_PER_SESSION = 20;

  private static final String MAIN = "dev.holdfast.app.wiring.Main";
  private static final String REHEARSAL = "dev.holdfast.app.wiring.Rehearsal";

  /** What people type while they look for something. */
  private static final List<String> COMMANDS =
      List.of(
          "--version",
          "--help",
          "state",
          "state --json",
          "gateway status",
          "sessions list",
          "sessions list --limit 3 --json",
          "sessions show training:0",
          "sessions reset training:0",
          "turns list",
          "tokens list",
          "audit list",
          "models list",
          "config validate",
          "completion bash");

  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"(http://[^\"]+)\"");

  private final Path distribution;
  private final Path folder;
  private final Cache ofGateway;
  private final Cache ofCommands;
  private final Path log;

  private TrainingRun(Path distribution, Path folder) {
    this.distribution = distribution;
    this.folder = folder;
    this.ofGateway = Cache.of(distribution, "holdfast.aot");
    this.ofCommands = Cache.of(distribution, "commands.aot");
    this.log = folder.resolve("training.log");
  }

  /**
   * A cache.
   *
   * @param written where the JVM writes it
   * @param whole where it stands from the moment on that all of it is there
   */
  private record Cache(Path written, Path whole) {

    static Cache of(Path distribution, String name) {
      Path lib = distribution.resolve("lib");
      return new Cache(lib.resolve(name + ".written"), lib.resolve(name));
    }

    void publish() throws IOException {
      Files.move(written, whole, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Whether a training run on this distribution went to its end. */
  static boolean isTrained(Path distribution) {
    return Files.exists(Cache.of(distribution, "holdfast.aot").whole());
  }

  static TrainingRun of(Path distribution, Path folder) {
    return new TrainingRun(distribution, folder);
  }

  /** Whether the cache is there now; if not, says in one line why. */
  boolean ranWell() throws IOException, InterruptedException {
    if (Files.isDirectory(folder)) {
      AssembleDistribution.delete(folder);
    }
    HttpServer upstream = TrainingUpstream.start();
    try {
      return ranWell(upstream);
    } finally {
      upstream.stop(0);
    }
  }

  private boolean ranWell(HttpServer upstream) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(
        folder.resolve("home/holdfast.json"), TrainingUpstream.configuration(upstream));
    Process gateway = start();
    try {
      String url = firstUrl(gateway);
      talk(url, Files.readString(folder.resolve("home/token")).strip());
      rehearse();
      gateway.destroy();
      if (!gateway.waitFor(STOP_LIMIT)) {
        throw new TimeoutException("the gateway did not end");
      }
      expectCache(gateway, ofGateway);
      ofCommands.publish();
      ofGateway.publish();
      return true;
    } catch (IOException | TimeoutException e) {
      System.err.println(
          "[WARNING] no ahead-of-time cache, so holdfast starts slower: the training run failed ("
              + e.getMessage()
              + "), see "
              + log);
      Files.deleteIfExists(ofGateway.written());
      Files.deleteIfExists(ofCommands.written());
      return false;
    } finally {
      gateway.destroyForcibly();
    }
  }

  private static void expectCache(Process process, Cache cache) throws IOException {
    if (process.exitValue() != 0 || !Files.isRegularFile(cache.written())) {
      throw new IOException("a process ended with exit code " + process.exitValue());
    }
  }

  private Process start() throws IOException {
    return start(
        distribution.resolve("bin/holdfast"),
        ofGateway,
        "-XX:+AOTRecordTraining",
        List.of("gateway", "run", "--json", "--port", "0"));
  }

  /** Runs commands on the home, all in one process, whose launcher is there for that long only. */
  private void rehearse() throws IOException, InterruptedException, TimeoutException {
    Path launcher = distribution.resolve("bin/holdfast");
    Path rehearsal = distribution.resolve("bin/rehearsal");
    Files.copy(launcher, rehearsal, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(rehearsal, Files.readString(launcher).replace(MAIN, REHEARSAL));
    try {
      String words = String.join(" --then ", COMMANDS);
      // A command is over before methods that are compiled ahead of their use could pay.
      Process commands =
          start(rehearsal, ofCommands, "-XX:-AOTRecordTraining", List.of(words.split(" ")));
      commands.inputReader().lines().forEach(line -> {});
      if (!commands.waitFor(STOP_LIMIT)) {
        commands.destroyForcibly();
        throw new TimeoutException("the commands did not end");
      }
      expectCache(commands, ofCommands);
    } finally {
      Files.delete(rehearsal);
    }
  }

  private Process start(Path launcher, Cache cache, String option, List<String> arguments)
      throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), arguments.stream()).toList());
    command.environment().keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
    command.environment().put("HOME", folder.toString());
    command.environment().put("HOLDFAST_HOME", folder.resolve("home").toString());
    command.environment().put("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
    command
        .environment()
        .put("HOLDFAST_JAVA_OPTIONS", "-XX:AOTCacheOutput=" + cache.written() + " " + option);
    command.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return command.start();
  }

  private String firstUrl(Process gateway)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<String> url = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readOutput(gateway, url));
    try {
      return url.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    }
  }

  /** Reads to the end, so that the gateway never waits for a reader. */
  private static void readOutput(Process gateway, CompletableFuture<String> url) {
    try (BufferedReader output = gateway.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher matcher = URL.matcher(line);
        if (matcher.find()) {
          url.complete(matcher.group(1));
        }
      }
      url.completeExceptionally(new IOException("the gateway ended before it was ready"));
    } catch (IOException e) {
      url.completeExceptionally(e);
    }
  }

  private static void talk(String url, String token) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int round = 0; round < ROUNDS; round++) {
        expect(200, send(client, request(url, "/health", token).GET()));
        expect(200, send(client, request(url, "/readyz", token).GET()));
        expect(200, send(client, request(url, "/v1/models", token).GET()));
        expect(200, send(client, request(url, "/metrics", token).GET()));
        for (String model : new String[] {"holdfast", TrainingUpstream.MODEL}) {
          expect(200, send(client, chat(url, token, model, round, "false")));
          expect(200, send(client, chat(url, token, model, round, "true")));
        }
        if (round % ROUNDS_PER_SESSION == 0) {
          expect(200, send(client, response(url, token, "false")));
          expect(200, send(client, response(url, token, "true")));
        }
      }
      expect(401, send(client, request(url, "/v1/models", "wrong").GET()));
    }
  }

  private static HttpRequest.Builder chat(
      String url, String token, String model, int round, String stream) {
    String body =
        """
        {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Round %d."}]}\
        """
            .formatted(model, stream, round);
    return request(url, "/v1/chat/completions", token)
        .header("content-type", "application/json")
        .header("x-holdfast-session-key", "training:" + round / ROUNDS_PER_SESSION)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder response(String url, String token, String stream) {
    String body =
        """
        {"model":"holdfast","stream":%s,"input":"Hello."}\
        """
            .formatted(stream);
    return request(url, "/v1/responses", token)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder request(String url, String path, String token) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(REQUEST_LIMIT)
        .header("authorization", "Bearer " + token);
  }

  private static int send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static void expect(int wanted, int status) throws IOException {
    if (status != wanted) {
      throw new IOException("a request was answered with status " + status);
    }
  }
}
