package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.state.GatewayAnswer;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.GatewayProof;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenHint;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has a gateway prove that it knows the token before it is shown one. */
final class Challenge {

  /** So long the whole answer may take; whoever holds a home and is slower is taken for hung. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private static final int OK = 200;

  private Challenge() {}

  /**
   * Asks.
   *
   * @param url the gateway's base URL, as its record tells it
   */
  static GatewayAnswer of(String url, TokenAtHand.Some token) {
    TokenHash hash = token.text().hash();
    String query =
        "/api/identity?nonce=" + token.nonce().hex() + "&key=" + TokenHint.at(hash).hex();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + query)).build();
    try (HttpClient http = GatewayClient.newHttpClient()) {
      try {
        HttpResponse<String> response =
            http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        return judged(response, url, token);
      } catch (TimeoutException silent) {
        return new GatewayAnswer.Silent(
            "it did not answer within " + ANSWER_WITHIN.toSeconds() + " s");
      } catch (ExecutionException failure) {
        return broken(failure);
      } finally {
        http.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new GatewayAnswer.Silent("waiting for its answer was interrupted");
    }
  }

  private static GatewayAnswer broken(ExecutionException failure) {
    if (failure.getCause() instanceof IOException unreached) {
      return new GatewayAnswer.Silent("it cannot be reached: " + GatewayClient.said(unreached));
    }
    throw new IllegalStateException("a gateway could not be asked", failure);
  }

  private static GatewayAnswer judged(
      HttpResponse<String> response, String url, TokenAtHand.Some token) {
    return switch (JsonText.object(response.body())) {
      case JsonText.Reading.Foreign() ->
          new GatewayAnswer.Disproven("it is no gateway: status " + response.statusCode());
      case JsonText.Reading.Read(Members body) when response.statusCode() == OK ->
          proven(body, url, token);
      case JsonText.Reading.Read(Members body) -> refused(body.object("error"));
    };
  }

  private static GatewayAnswer refused(Members error) {
    return switch (error.text("code")) {
      case "starting" -> new GatewayAnswer.Silent("it is starting and answers nothing else yet");
      case "too_many_failures" -> new GatewayAnswer.Limited("it answered: " + clause(error));
      default -> new GatewayAnswer.Disproven("it answered: " + clause(error));
    };
  }

  /** What it said, to be gone on with. */
  private static String clause(Members error) {
    String message = error.text("message");
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static GatewayAnswer proven(Members body, String url, TokenAtHand.Some token) {
    String named = body.text("store_id");
    if (named.isEmpty() || named.length() > StoreId.MAX_LENGTH) {
      return new GatewayAnswer.Disproven("it names no store");
    }
    StoreId store = new StoreId(named);
    GatewayProof expected = GatewayProof.of(token.text().hash(), token.nonce(), store, url);
    boolean holds = GatewayProof.of(body.text("proof")).filter(expected::isSameAs).isPresent();
    return holds
        ? new GatewayAnswer.Proven(store)
        : new GatewayAnswer.Disproven("its proof does not fit the token in " + token.place());
  }
}
