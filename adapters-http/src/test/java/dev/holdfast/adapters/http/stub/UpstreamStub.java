package dev.holdfast.adapters.http.stub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model provider on the loopback that answers what it is told to: faults down to single bytes,
 * and as fast as a socket is, so that measurements against it measure the gateway.
 *
 * <p>Started by {@code main} it answers every request with the same few words until it is killed.
 */
public final class UpstreamStub implements AutoCloseable {

  /** How many requests are remembered, the newest. */
  private static final int MAX_RECORDED = 1_000;

  private static final int BACKLOG = 256;

  private static final String CHAT = "POST /v1/chat/completions";
  private static final String RESPONSES = "POST /v1/responses";

  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requestCount = new AtomicInteger();
  private final ConcurrentLinkedQueue<StubReply> next = new ConcurrentLinkedQueue<>();
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Semaphore arrivals = new Semaphore(0);
  private final Semaphore departures = new Semaphore(0);
  private final Map<String, Function<RecordedRequest, StubReply>> usual = new ConcurrentHashMap<>();

  private UpstreamStub(ServerSocket server) {
    this.server = server;
    StubReply chat = StubReply.text("Hello from the stub.");
    StubReply response = ResponsesReply.text("Hello from the stub.");
    usual.put(CHAT, request -> chat);
    usual.put(RESPONSES, request -> response);
  }

  /** Starts on a free port. */
  public static UpstreamStub start() {
    return start(0);
  }

  /** Starts on a port, 0 for a free one. */
  public static UpstreamStub start(int port) {
    try {
      UpstreamStub stub =
          new UpstreamStub(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name("stub-accept").start(stub::accept);
      return stub;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A base URL at which nobody listens. */
  public static URI refusingBaseUrl() {
    UpstreamStub closed = start();
    closed.close();
    return closed.baseUrl();
  }

  /** Serves until it is killed: {@code UpstreamStub [port [words]]}. */
  public static void main(String[] arguments) throws InterruptedException {
    UpstreamStub stub = start(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0);
    if (arguments.length > 1) {
      stub.always(StubReply.text("word ".repeat(Integer.parseInt(arguments[1])).strip()));
    }
    System.out.println(stub.baseUrl());
    Thread.currentThread().join();
  }

  /** What a provider's {@code baseUrl} must be to reach the stub. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** What is answered when nothing else is scripted, by whichever API. */
  public UpstreamStub always(StubReply reply) {
    return alwaysBy(request -> reply);
  }

  /** How a request is answered when nothing else is scripted, by whichever API. */
  public UpstreamStub alwaysBy(Function<RecordedRequest, StubReply> answer) {
    usual.replaceAll((line, former) -> answer);
    return this;
  }

  /** What the next requests get, in order, one each. */
  public UpstreamStub next(StubReply... replies) {
    next.addAll(List.of(replies));
    return this;
  }

  /** The requests so far, oldest first. */
  public List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** The newest request. */
  public RecordedRequest lastRequest() {
    return requests().getLast();
  }

  /** How many requests have come so far. */
  public int requestCount() {
    return requestCount.get();
  }

  /** How many connections were made so far. */
  public int connections() {
    return connections.get();
  }

  /** Waits until a request has come that was not waited for before. */
  public boolean awaitRequest(Duration limit) throws InterruptedException {
    return arrivals.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until a client has gone away in the middle of an answer. */
  public boolean awaitDeparture(Duration limit) throws InterruptedException {
    return departures.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().name("stub").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      StubConnection connection = new StubConnection(socket);
      for (var request = connection.read(); request.isPresent(); request = connection.read()) {
        record(request.get());
        if (!connection.answer(request.get(), replyTo(request.get()))) {
          return;
        }
      }
    } catch (IOException gone) {
      departures.release();
    } finally {
      sockets.remove(socket);
    }
  }

  private void record(RecordedRequest request) {
    synchronized (requests) {
      if (requests.size() == MAX_RECORDED) {
        requests.removeFirst();
      }
      requests.addLast(request);
    }
    requestCount.incrementAndGet();
    arrivals.release();
  }

  private StubReply replyTo(RecordedRequest request) {
    Function<RecordedRequest, StubReply> otherwise = usual.get(request.line());
    if (otherwise == null) {
      return StubReply.json(404, "{\"error\":{\"message\":\"unknown path\"}}");
    }
    StubReply scripted = next.poll();
    return scripted == null ? otherwise.apply(request) : scripted;
  }

  /** Stops at once and drops its connections. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
