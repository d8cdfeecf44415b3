package dev.holdfast.app.torture;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.usecase.GatewayService;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.out.env.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/**
 * A process with the production classes on a store that others work on, too: {@code Worker <name>
 * <home> <bug>}. It does what it is told line by line and tells each operation as a line:
 *
 * <ul>
 *   <li>{@code once <key> <tag> <callers>}: callers ask at the same time
 *   <li>{@code slowly <key> <tag> <millis>}: one asks, and the model thinks that long
 *   <li>{@code traffic <tag> <callers> <turns> <seed> <key>…}: callers ask about any of the keys
 *   <li>{@code end}: the store is closed and the process ends
 * </ul>
 */
final class Worker {

  /** What it says when it is ready for the next line. */
  static final String READY = "ready";

  /** What it says when the turn of {@code slowly} has begun. */
  static final String BEGAN = "began";

  /** How the line of an operation begins. */
  static final String OPERATION = "operation ";

  /** How the line of a request of {@code traffic} begins that is about to be sent. */
  static final String ASKING = "asking ";

  /** The texts of {@code slowly} begin so, and their answers take the time that follows. */
  private static final String SLOW = "slow-";

  /** One in so many requests of {@code traffic} begins a session anew. */
  private static final int RESET_EVERY = 10;

  private final TurnCaller caller;

  private Worker(TurnCaller caller) {
    this.caller = caller;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String name = arguments[0];
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            WorkerModules.of(
                Path.of(arguments[1]),
                new EchoModel(Worker::thinking),
                PlantedBug.valueOf(arguments[2])));
    GatewayService gateway = injector.getInstance(GatewayService.class);
    gateway.start(Storage.Creation.IF_ABSENT, "http://127.0.0.1:18790");
    new Worker(new TurnCaller(name, injector.getInstance(Conversations.class))).listen();
    gateway.stop();
  }

  private static Duration thinking(String question) {
    return question.startsWith(SLOW)
        ? Duration.ofMillis(Long.parseLong(question.split("-")[1]))
        : Duration.ZERO;
  }

  private void listen() throws IOException, InterruptedException {
    BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    say(READY);
    try (Callers callers = new Callers()) {
      for (String line = told.readLine();
          line != null && !line.equals("end");
          line = told.readLine()) {
        String[] words = line.split(" ");
        Callers.join(
            switch (words[0]) {
              case "once" -> once(callers, words[1], words[2], Integer.parseInt(words[3]));
              case "slowly" -> slowly(callers, words[1], words[2], words[3]);
              case "traffic" -> traffic(callers, words);
              default -> throw new IllegalArgumentException(line);
            });
        say(READY);
      }
    }
  }

  private List<Future<?>> once(Callers callers, String key, String tag, int count) {
    CountDownLatch start = new CountDownLatch(count);
    List<Future<?>> asking = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String text = tag + "-" + caller.process() + "-" + number;
      asking.add(
          callers.submit(
              () -> {
                start.countDown();
                start.await();
                tell(caller.ask(key, text));
                return text;
              }));
    }
    return asking;
  }

  private List<Future<?>> slowly(Callers callers, String key, String tag, String millis) {
    String text = SLOW + millis + "-" + tag;
    return List.of(callers.submit(() -> tell(caller.ask(key, text, () -> say(BEGAN)))));
  }

  private List<Future<?>> traffic(Callers callers, String[] words) {
    String tag = words[1];
    int count = Integer.parseInt(words[2]);
    int turns = Integer.parseInt(words[3]);
    SplittableRandom random = new SplittableRandom(Long.parseLong(words[4]));
    List<String> keys = List.of(words).subList(5, words.length);
    List<Future<?>> asking = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String who = tag + "-" + caller.process() + "-" + number;
      SplittableRandom choices = random.split();
      asking.add(
          callers.submit(
              () -> {
                for (int turn = 0; turn < turns; turn++) {
                  String key = keys.get(choices.nextInt(keys.size()));
                  String text = who + "-" + turn;
                  boolean reset = choices.nextInt(RESET_EVERY) == 0;
                  announce(key, reset ? Kind.RESET : Kind.TURN, text);
                  tell(reset ? caller.reset(key, text) : caller.ask(key, text));
                }
              }));
    }
    return asking;
  }

  /** So that whoever kills this process knows what it had asked for by then. */
  private void announce(String key, Kind kind, String text) {
    Operation sent =
        new Operation(
            caller.process(),
            key,
            kind,
            text,
            System.nanoTime(),
            Long.MAX_VALUE,
            new Outcome.Unheard());
    say(ASKING + OperationLine.of(sent));
  }

  private static void tell(Operation operation) {
    say(OPERATION + OperationLine.of(operation));
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
