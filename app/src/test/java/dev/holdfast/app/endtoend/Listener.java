package dev.holdfast.app.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/** Somebody at the address of a gateway who notes what they are shown. */
final class Listener implements AutoCloseable {

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();

  private Listener(int port, Function<URI, String> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  /** One that answers everything as if it had been done. */
  static Listener at(int port) {
    return new Listener(port, _ -> "{}");
  }

  /** One on a free port that answers with what a gateway says to the same question. */
  static Listener before(URI gateway) {
    return new Listener(0, question -> relayed(gateway, question));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The paths that were asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Whatever came that looks like a token. */
  List<String> shown() {
    return List.copyOf(shown);
  }

  private void answer(HttpExchange exchange, Function<URI, String> answers) throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    Stream.of("authorization", "api-key")
        .flatMap(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()).stream())
        .forEach(shown::add);
    byte[] body = answers.apply(exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String relayed(URI gateway, URI question) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(gateway.resolve(question)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "{}";
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
