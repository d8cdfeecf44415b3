package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Reads an upstream's answer, from its status to its last byte. */
final class ResponseReader {

  /** Bounds what an answer can make us hold: far more than a model writes in one turn. */
  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

  /** An error's message is somewhere in its first bytes. */
  private static final int MAX_ERROR_BYTES = 64 * 1024;

  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final UpstreamFailures failures;
  private final IncomingAnswer answer;
  private final Clock clock;

  ResponseReader(UpstreamFailures failures, IncomingAnswer answer, Clock clock) {
    this.failures = failures;
    this.answer = answer;
    this.clock = clock;
  }

  /** The outcome the response amounts to. */
  ModelOutcome read(ClassicHttpResponse response, Delivery asked) throws IOException {
    int status = response.getCode();
    HttpEntity entity = response.getEntity();
    if (status >= 300) {
      return failed(refusal(response, status));
    }
    if (entity == null) {
      return failed(failures.invalid("answered with status " + status + " and nothing else."));
    }
    String encoding = header(response, "content-encoding");
    return switch (encoding) {
      case "", "identity" -> success(entity.getContent(), mediaType(response), asked);
      case "gzip", "x-gzip" ->
          success(new GZIPInputStream(entity.getContent()), mediaType(response), asked);
      default -> failed(failures.invalid("answered in an encoding nobody asked for."));
    };
  }

  private ModelOutcome success(InputStream body, String type, Delivery asked) throws IOException {
    boolean untyped = type.isEmpty();
    boolean streams = untyped ? asked == Delivery.STREAMED : type.equals("text/event-stream");
    try {
      if (streams && asked == Delivery.STREAMED) {
        return events(new SseReader(body));
      }
      if (!streams && (untyped || type.endsWith("/json") || type.endsWith("+json"))) {
        return whole(body);
      }
      throw new MalformedAnswer(
          "answered with a content type that does not belong to its API. Check that its baseUrl is"
              + " the root of an OpenAI-compatible API, which usually ends in /v1");
    } catch (ReportedError reported) {
      return failed(failures.ofError(UpstreamError.of(reported.error())));
    } catch (MalformedAnswer malformed) {
      return failed(failures.invalid(malformed.problem() + "."));
    }
  }

  private ModelOutcome whole(InputStream body) throws IOException, ReportedError, MalformedAnswer {
    byte[] json = body.readNBytes(MAX_ANSWER_BYTES + 1);
    checkLength(json.length);
    answer.whole(json, json.length);
    return answer.answered();
  }

  private ModelOutcome events(SseReader events) throws IOException, ReportedError, MalformedAnswer {
    try {
      boolean done = readEvents(events);
      return done || answer.isFinished() ? answer.answered() : failed(failures.brokenOff());
    } catch (IOException broken) {
      if (answer.isFinished()) {
        return answer.answered();
      }
      throw broken;
    }
  }

  /** Reads until the end of the answer, or false if the stream ends without it. */
  private boolean readEvents(SseReader events) throws IOException, ReportedError, MalformedAnswer {
    long length = 0;
    while (events.advance()) {
      if (isDone(events)) {
        return true;
      }
      length += events.dataLength();
      checkLength(length);
      if (events.name().equals("error")) {
        throw new ReportedError(UpstreamError.tree(events.data(), events.dataLength()));
      }
      try {
        if (answer.event(events.data(), events.dataLength())) {
          return true;
        }
      } catch (MalformedAnswer malformed) {
        if (events.isWhole()) {
          throw malformed;
        }
        return false; // the stream ends in the middle of this event
      }
    }
    return false;
  }

  private static boolean isDone(SseReader events) {
    return Arrays.equals(events.data(), 0, events.dataLength(), DONE, 0, DONE.length);
  }

  private static void checkLength(long bytes) throws MalformedAnswer {
    if (bytes > MAX_ANSWER_BYTES) {
      throw new MalformedAnswer("sent an answer of more than " + MAX_ANSWER_BYTES + " bytes");
    }
  }

  private TurnFailure refusal(ClassicHttpResponse response, int status) throws IOException {
    if (status < 400) {
      return failures.invalid(
          "answered with a redirect, which is not followed. Set its baseUrl to the final address.");
    }
    HttpEntity entity = response.getEntity();
    boolean readable = entity != null && header(response, "content-encoding").isEmpty();
    byte[] body = readable ? entity.getContent().readNBytes(MAX_ERROR_BYTES) : new byte[0];
    return failures.ofStatus(status, UpstreamError.ofBody(body), RetryAfter.of(response, clock));
  }

  private static String mediaType(ClassicHttpResponse response) {
    String type = header(response, "content-type");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip();
  }

  private static String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null
        ? ""
        : header.getValue().strip().toLowerCase(Locale.ROOT);
  }

  private static ModelOutcome failed(TurnFailure failure) {
    return new ModelOutcome.Failed(failure);
  }
}
