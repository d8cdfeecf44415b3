package dev.holdfast.app.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Sends requests as they stand, also such as no SDK would send. */
final class RawClient {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  private final URI url;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RawClient(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  /** An answer. */
  record Reply(int status, Map<String, String> headers, String body) {

    JsonNode json() {
      return Json.read(body);
    }

    /** The code of the error it tells. */
    String code() {
      return json().path("error").path("code").asString("none");
    }

    /** The text of the error it tells. */
    String message() {
      return json().path("error").path("message").asString("none");
    }

    /** The text of the first answer. */
    String content() {
      return json().at("/choices/0/message/content").asString("none");
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** A chat request in the making. */
  record Chat(Map<String, String> headers, String body) {

    /** One user message, for a conversation. */
    static Chat of(String key, String text) {
      return new Chat(Map.of(), messages("holdfast", text)).with("x-holdfast-session-key", key);
    }

    static String messages(String model, String text) {
      return "{\"model\":%s,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
          .formatted(Json.quoted(model), Json.quoted(text));
    }

    Chat with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Chat(more, body);
    }

    Chat withBody(String other) {
      return new Chat(headers, other);
    }

    /** The same, asked for as a stream. */
    Chat streamed() {
      return withBody("{\"stream\":true," + body.substring(1));
    }
  }

  /** Sends a chat request and takes in the whole answer. */
  Reply chat(Chat chat) {
    HttpResponse<String> response = send(request(chat), HttpResponse.BodyHandlers.ofString());
    return reply(response, response.body());
  }

  /** Sends such a request to another path and takes in the whole answer. */
  Reply send(String path, Chat chat) {
    HttpResponse<String> response = send(request(path, chat), HttpResponse.BodyHandlers.ofString());
    return reply(response, response.body());
  }

  /** Sends JSON with the token and takes in the whole answer. */
  Reply post(String path, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return answer(request);
  }

  /** Sends JSON with the token, for a conversation. */
  Reply send(String method, String path, String json, String key) {
    return answer(
        HttpRequest.newBuilder(url.resolve(path))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .header("x-holdfast-session-key", key)
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Sends a request of any method with the token, and with JSON if that is not empty. */
  Reply send(String method, String path, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path)).header("authorization", "Bearer " + token);
    return json.isEmpty()
        ? answer(request.method(method, HttpRequest.BodyPublishers.noBody()))
        : answer(
            request
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Sends a chat request and takes in the whole answer on another thread. */
  CompletableFuture<Reply> chatLater(Chat chat) {
    return client
        .sendAsync(request(chat), HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> reply(response, response.body()));
  }

  /** Sends a chat request and gives the answer as it comes; whoever closes it goes away. */
  InputStream stream(Chat chat) {
    return send(request(chat.streamed()), HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  /** Asks without a token. */
  Reply get(String path) {
    return answer(HttpRequest.newBuilder(url.resolve(path)));
  }

  /** Asks with the token. */
  Reply getKnown(String path) {
    return answer(
        HttpRequest.newBuilder(url.resolve(path)).header("authorization", "Bearer " + token));
  }

  private Reply answer(HttpRequest.Builder request) {
    HttpResponse<String> response =
        send(request.timeout(ANSWER_WITHIN).build(), HttpResponse.BodyHandlers.ofString());
    return reply(response, response.body());
  }

  private HttpRequest request(Chat chat) {
    return request("/v1/chat/completions", chat);
  }

  private HttpRequest request(String path, Chat chat) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(ANSWER_WITHIN)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(chat.body()));
    chat.headers().forEach(request::setHeader);
    if (!chat.headers().containsKey("authorization")) {
      request.header("authorization", "Bearer " + token);
    }
    return request.build();
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static Reply reply(HttpResponse<?> response, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Reply(response.statusCode(), headers, body);
  }

  /** Sends a question to a host of any name over a connection of its own; gives all that comes. */
  String asHost(String host) {
    String request =
        """
        GET /v1/models HTTP/1.1
        Host: %s
        Authorization: Bearer %s
        Connection: close

        """
            .formatted(host, token)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout((int) ANSWER_WITHIN.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
