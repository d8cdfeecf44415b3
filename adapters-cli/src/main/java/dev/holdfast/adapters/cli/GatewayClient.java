package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks to the management API of one gateway, on the thread that asks. The gateway has proven
 * itself before: with each request goes the token, and the store that is meant.
 */
final class GatewayClient implements AutoCloseable {

  /** The gateway is on this machine. */
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  /**
   * A reset waits for the session's lane as a turn does, 60 s unless configured, and what it stops
   * may take a while to end.
   */
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(15);

  /** Who waits longer at a terminal wants to know for what. */
  private static final Duration LATE_AFTER = Duration.ofSeconds(2);

  private static final int OK = 200;

  private final Target target;
  private final HttpClient http;

  /**
   * A gateway that has proven itself.
   *
   * @param url its base URL, without a path
   * @param tokenPlace where the token stands, for a reader
   */
  record Target(String url, StoreId store, TokenText token, String tokenPlace) {}

  GatewayClient(Target target) {
    this.target = target;
    this.http = newHttpClient();
  }

  static HttpClient newHttpClient() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT_WITHIN)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  /** Takes the lines of an answer that does not end by itself. */
  interface Lines {

    /**
     * Takes a line, without its end.
     *
     * @return whether it wants more
     */
    boolean take(String line);
  }

  /** Whom it speaks to. */
  Target target() {
    return target;
  }

  /** Sends a request and waits for the whole answer. */
  GatewayReply send(GatewayCall call) {
    return send(call, () -> {});
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @param whenLate told once, when the answer lets somebody at a terminal wonder
   */
  GatewayReply send(GatewayCall call, Runnable whenLate) {
    return send(call, answer -> awaited(answer, whenLate));
  }

  /**
   * Asks for what a gateway that answers at all has at hand, and waits no longer than for its
   * proof.
   */
  GatewayReply glance(GatewayQuery query) {
    return send(query.call(), Challenge.ANSWER_WITHIN);
  }

  /**
   * Sends a request and waits for the whole answer, but not longer than that.
   *
   * @return {@link GatewayReply.Unreachable} if it did not come
   */
  GatewayReply send(GatewayCall call, Duration within) {
    return send(call, answer -> answer.get(within.toMillis(), TimeUnit.MILLISECONDS));
  }

  private GatewayReply send(GatewayCall call, Waiting waiting) {
    HttpRequest request = request(call).timeout(ANSWER_WITHIN).build();
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> response = waiting.await(answer);
      return reply(response.statusCode(), response.body());
    } catch (TimeoutException silent) {
      return new GatewayReply.Unreachable("that took too long");
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException broken) {
        return unreachable(broken);
      }
      throw new IllegalStateException("a request to the gateway could not be made", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new GatewayReply.Unreachable("waiting for its answer was interrupted");
    }
  }

  /** How long an answer is waited for. */
  private interface Waiting {
    HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer)
        throws InterruptedException, ExecutionException, TimeoutException;
  }

  private static HttpResponse<String> awaited(
      CompletableFuture<HttpResponse<String>> answer, Runnable whenLate)
      throws InterruptedException, ExecutionException {
    try {
      return answer.get(LATE_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      whenLate.run();
      return answer.get();
    }
  }

  /**
   * Sends a request and gives away the lines of its answer as they come, until it ends or the taker
   * has enough.
   *
   * @return {@link GatewayReply.Done} without members once that is so
   */
  GatewayReply follow(GatewayCall call, Lines lines) {
    try {
      HttpResponse<InputStream> response =
          http.send(request(call).build(), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          return reply(
              response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        String line = reader.readLine();
        while (line != null && lines.take(line)) {
          line = reader.readLine();
        }
        return new GatewayReply.Done(Members.NONE);
      }
    } catch (IOException failure) {
      return unreachable(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new GatewayReply.Unreachable("waiting for its answer was interrupted");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(GatewayCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.url() + call.path()))
            .header("authorization", "Bearer " + target.token().reveal())
            .header("x-holdfast-store-id", target.store().value());
    return switch (call.body()) {
      case GatewayCall.Body.None() -> request.method(call.method(), BodyPublishers.noBody());
      case GatewayCall.Body.Json(JsonObject object) -> {
        BodyPublisher json = BodyPublishers.ofString(object.text(), StandardCharsets.UTF_8);
        yield request.header("content-type", "application/json").method(call.method(), json);
      }
    };
  }

  private static GatewayReply reply(int status, String body) {
    return switch (JsonText.object(body)) {
      case JsonText.Reading.Foreign() ->
          new GatewayReply.Unreachable("what answers there is no gateway: status " + status);
      case JsonText.Reading.Read(Members object) when status == OK -> new GatewayReply.Done(object);
      case JsonText.Reading.Read(Members object) ->
          new GatewayReply.Refused(
              status, object.object("error").text("code"), object.object("error").text("message"));
    };
  }

  private static GatewayReply unreachable(IOException failure) {
    return new GatewayReply.Unreachable(said(failure));
  }

  /** What is told of a connection that failed. */
  static String said(IOException failure) {
    String said = failure.getMessage();
    return failure.getClass().getSimpleName() + (said == null ? "" : ": " + said);
  }
}
