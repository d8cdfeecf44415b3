package dev.holdfast.adapters.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.GatewayDoor;
import dev.holdfast.ports.in.GatewayDoor.Opening;
import dev.holdfast.ports.in.GatewayDoor.TokenOrigin;
import dev.holdfast.ports.in.GatewayRuns.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers HTTP as a test tells it, and notes what it was asked. */
final class StubGateway implements AutoCloseable {

  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{}";
  private volatile CountDownLatch moment = new CountDownLatch(0);

  StubGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** From now on every request is answered so. */
  void answers(int status, String json) {
    this.status = status;
    this.answer = json;
  }

  /** From now on every request is answered once that is so. */
  void answersAfter(CountDownLatch moment) {
    this.moment = moment;
  }

  /** From now on every request is answered with an error. */
  void refuses(int status, String code, String message) {
    answers(
        status,
        "{\"error\":{\"message\":\"%s\",\"type\":\"t\",\"param\":null,\"code\":\"%s\"}}"
            .formatted(message, code));
  }

  /** The way to it. */
  GatewayDoor.Opening door() {
    return door(TokenOrigin.FILE);
  }

  GatewayDoor.Opening door(TokenOrigin origin) {
    Address address =
        new Address(
            url(),
            Samples.ADDRESS.home(),
            Samples.ADDRESS.storeId(),
            Samples.ADDRESS.tokenFile(),
            Samples.ADDRESS.pid());
    return new Opening.Open(
        address,
        List.of("state/control", "agents/main/agent/data"),
        TokenText.of("hf_own"),
        origin);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What a command that writes says first, if it writes there. */
  String notice(String database) {
    return "through gateway %s: home %s, database %s, store %s\n"
        .formatted(
            url(),
            Samples.ADDRESS.home(),
            Samples.ADDRESS.home() + "/" + database,
            Samples.ADDRESS.storeId());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        (exchange.getRequestMethod() + " " + exchange.getRequestURI().toASCIIString() + " " + body)
            .strip());
    if (!"Bearer hf_own".equals(exchange.getRequestHeaders().getFirst("authorization"))) {
      asked.add("without the token");
    }
    awaitMoment();
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void awaitMoment() {
    try {
      if (!moment.await(20, TimeUnit.SECONDS)) {
        asked.add("the moment to answer never came");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
