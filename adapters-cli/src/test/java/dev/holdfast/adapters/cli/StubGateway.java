package dev.holdfast.adapters.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.GatewayProof;
import dev.holdfast.domain.token.TokenHint;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeDoor.TokenOrigin;
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

  static final TokenText OWN = TokenText.of("hf_own");
  static final GatewayNonce NONCE = new GatewayNonce("0123456789abcdef".repeat(4));

  final List<String> asked = new CopyOnWriteArrayList<>();

  private static final int BROKEN_OFF = -1;

  private final HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{}";
  private volatile StoreId served = Samples.STORE;
  private volatile TokenText known = OWN;
  private volatile String found = "";
  private volatile String reluctance = "";
  private volatile CountDownLatch moment = new CountDownLatch(0);

  StubGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.createContext("/api/identity", this::prove);
    server.start();
  }

  /** From now on every request is answered so. */
  void answers(int status, String json) {
    this.status = status;
    this.answer = json;
  }

  /** From now on whoever asks for anything hears of this at once, whatever else is answered how. */
  void finds(String json) {
    found = json;
  }

  /** From now on every request is taken, and its connection broken off. */
  void breaksOff() {
    status = BROKEN_OFF;
  }

  /** From now on every request is answered once that is so. */
  void answersAfter(CountDownLatch moment) {
    this.moment = moment;
  }

  /** From now on every request is answered with an error. */
  void refuses(int status, String code, String message) {
    answers(status, error(code, message));
  }

  private static String error(String code, String message) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"t\",\"param\":null,\"code\":\"%s\"}}"
        .formatted(message, code);
  }

  /** The way to it. */
  Sight door() {
    return door(TokenOrigin.FILE);
  }

  Sight door(TokenOrigin origin) {
    String place =
        switch (origin) {
          case FILE -> Samples.ADDRESS.tokenFile();
          case ENVIRONMENT -> "HOLDFAST_TOKEN";
        };
    return door(new TokenAtHand.Some(OWN, origin, place, NONCE));
  }

  /** The same with another token, or none. */
  Sight door(TokenAtHand token) {
    return Samples.home(
        new HomeHolder.Gateway(
            url(),
            Samples.ADDRESS.pid(),
            Samples.NOON,
            Samples.STORE,
            HomeHolder.Reach.HERE,
            "it holds the lock"),
        token);
  }

  /** From now on it proves that it serves this store, whatever the files say. */
  void serves(StoreId store) {
    served = store;
  }

  /** From now on it knows this token only. */
  void knows(TokenText token) {
    known = token;
  }

  /** From now on it does not prove itself and says so, with this code. */
  void provesNothing(String code, String message) {
    reluctance = error(code, message);
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

  private void prove(HttpExchange exchange) throws IOException {
    String expected = "nonce=" + NONCE.hex() + "&key=" + TokenHint.at(OWN.hash()).hex();
    if (!expected.equals(exchange.getRequestURI().getRawQuery())
        || exchange.getRequestHeaders().containsKey("authorization")) {
      asked.add("challenged as " + exchange.getRequestURI());
    }
    if (!reluctance.isEmpty()) {
      send(exchange, 429, reluctance);
      return;
    }
    GatewayProof proof = GatewayProof.of(known.hash(), NONCE, served, url());
    send(
        exchange,
        200,
        "{\"object\":\"identity\",\"store_id\":\"%s\",\"url\":\"%s\",\"proof\":\"%s\"}"
            .formatted(served, url(), proof.hex()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        (exchange.getRequestMethod() + " " + exchange.getRequestURI().toASCIIString() + " " + body)
            .strip());
    if (!"Bearer hf_own".equals(exchange.getRequestHeaders().getFirst("authorization"))) {
      asked.add("without the token");
    }
    if (!served.value().equals(exchange.getRequestHeaders().getFirst("x-holdfast-store-id"))) {
      asked.add("without the store");
    }
    if (exchange.getRequestMethod().equals("GET") && !found.isEmpty()) {
      send(exchange, 200, found);
      return;
    }
    awaitMoment();
    if (status == BROKEN_OFF) {
      exchange.close();
      return;
    }
    send(exchange, status, answer);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
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
