package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Client.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers of one target that ask at the same time. */
final class Callers implements AutoCloseable {

  private static final double NANOS_PER_SECOND = 1e9;

  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Client> clients = new ArrayList<>();
  private final ExecutorService threads;

  Callers(Client.Kind kind, Target target, int count) throws IOException {
    for (int caller = 0; caller < count; caller++) {
      clients.add(kind.connect(target));
    }
    threads = Executors.newFixedThreadPool(count);
  }

  /** What a round of requests took. */
  record Round(double perSecond, double[] millis) {}

  /**
   * Asks once for each turn: whoever is free takes the next, so that a key's turns rarely meet.
   *
   * @param keys the sessions, taken in turn; an empty key is none
   */
  Round ask(List<String> keys, int turnsPerKey) throws IOException, InterruptedException {
    double[] millis = new double[keys.size() * turnsPerKey];
    AtomicInteger next = new AtomicInteger();
    List<Callable<Integer>> work = new ArrayList<>();
    for (Client client : clients) {
      List<Question> questions = keys.stream().map(client::about).toList();
      work.add(() -> askWhileAny(questions, next, millis));
    }
    long start = System.nanoTime();
    List<Future<Integer>> done = threads.invokeAll(work);
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    for (Future<Integer> caller : done) {
      join(caller);
    }
    return new Round(millis.length / seconds, millis);
  }

  private static int askWhileAny(List<Question> questions, AtomicInteger next, double[] millis)
      throws IOException, InterruptedException {
    int asked = 0;
    for (int turn = next.getAndIncrement(); turn < millis.length; turn = next.getAndIncrement()) {
      long start = System.nanoTime();
      questions.get(turn % questions.size()).ask();
      millis[turn] = (System.nanoTime() - start) / NANOS_PER_MILLI;
      asked++;
    }
    return asked;
  }

  private static void join(Future<Integer> caller) throws IOException, InterruptedException {
    try {
      caller.get();
    } catch (ExecutionException e) {
      throw new IOException("a caller was not answered", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Client client : clients) {
      client.close();
    }
  }
}
