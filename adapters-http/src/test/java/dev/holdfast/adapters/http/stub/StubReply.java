package dev.holdfast.adapters.http.stub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A scripted answer of the stub, made ready for the wire once; the words are those of chat
 * completions, {@link ResponsesReply} has those of the Responses API. Each {@code with…} gives a
 * changed copy.
 *
 * @param status the HTTP status
 * @param headers header lines without their ends
 * @param whole the body for a request that asks for a whole answer
 * @param streamed the writes of the body for a request that asks for a stream
 */
public record StubReply(
    int status, List<String> headers, Body whole, Body streamed, Timing timing, Ending ending) {

  /** A body in pieces, each written at once. */
  public record Body(String contentType, List<byte[]> pieces) {}

  /** How long the stub waits before the answer, and before each piece of it. */
  public record Timing(Duration beforeFirstByte, Duration betweenPieces) {}

  /** What happens behind the last piece. */
  public enum Ending {
    /** The answer is over and the connection stays open for the next request. */
    COMPLETE,
    /** The connection is closed in the middle of the answer. */
    BREAK_OFF,
    /** The connection is closed before the answer begins. */
    NO_ANSWER,
    /** What comes is no HTTP at all. */
    NOT_HTTP,
    /** Nothing more comes until the client goes away. */
    HANG,
    /** The last piece is sent again and again until the client goes away. */
    REPEAT,
    /** The length of the answer is not said; the end of the connection is its end. */
    CLOSE
  }

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final Timing AT_ONCE = new Timing(Duration.ZERO, Duration.ZERO);

  /** An answer of these words, streamed word by word. */
  public static StubReply text(String text) {
    List<String> events = new ArrayList<>();
    events.add(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    for (String word : text.split("(?<= )")) {
      events.add(chunk("{\"content\":" + quoted(word) + "}", "null"));
    }
    return answer("{\"role\":\"assistant\",\"content\":" + quoted(text) + "}", events, "stop");
  }

  /** An answer that calls one tool. */
  public static StubReply toolCall(String callId, String name, String arguments) {
    int half = arguments.length() / 2;
    String opening =
        "\"id\":"
            + quoted(callId)
            + ",\"type\":\"function\",\"function\":{\"name\":"
            + quoted(name);
    List<String> events =
        List.of(
            chunk("{\"tool_calls\":[{\"index\":0," + opening + ",\"arguments\":\"\"}}]}", "null"),
            chunk(arguments(arguments.substring(0, half)), "null"),
            chunk(arguments(arguments.substring(half)), "null"));
    return answer(
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{"
            + opening
            + ",\"arguments\":"
            + quoted(arguments)
            + "}}]}",
        events,
        "tool_calls");
  }

  private static String arguments(String fragment) {
    return "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + quoted(fragment) + "}}]}";
  }

  private static StubReply answer(String message, List<String> chunks, String finish) {
    String usage =
        "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":3}}";
    List<String> events = new ArrayList<>(chunks);
    events.add(chunk("{}", '"' + finish + '"'));
    events.add("{" + CHUNK_HEAD + ",\"choices\":[]," + usage + "}");
    events.add("[DONE]");
    String whole =
        "{\"id\":\"stub-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"stub\","
            + "\"choices\":[{\"index\":0,\"message\":"
            + message
            + ",\"logprobs\":null,\"finish_reason\":\""
            + finish
            + "\"}],"
            + usage
            + "}";
    return answer(whole, data(events));
  }

  /** An answer: as JSON, and as the events of a stream, one write each. */
  static StubReply answer(String whole, List<String> events) {
    return new StubReply(
        200, List.of(), body(JSON, whole), eventBody(events), AT_ONCE, Ending.COMPLETE);
  }

  private static final String CHUNK_HEAD =
      "\"id\":\"stub-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"stub\"";

  private static String chunk(String delta, String finish) {
    return "{"
        + CHUNK_HEAD
        + ",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finish
        + "}]}";
  }

  /** A stream of these events' data, one write each. */
  public static StubReply events(String... data) {
    return named(data(List.of(data)));
  }

  /** A stream of these events, one write each. */
  static StubReply named(List<String> events) {
    return same(200, eventBody(events));
  }

  /** JSON with a status, whatever is asked for. */
  public static StubReply json(int status, String json) {
    return same(status, body(JSON, json));
  }

  /** Any text of any content type, whatever is asked for; no content type if it is empty. */
  public static StubReply of(String contentType, String text) {
    return same(200, body(contentType, text));
  }

  /** Any bytes of any content type, whatever is asked for. */
  public static StubReply of(String contentType, byte[] bytes) {
    return same(200, new Body(contentType, List.of(bytes)));
  }

  private static StubReply same(int status, Body body) {
    return new StubReply(status, List.of(), body, body, AT_ONCE, Ending.COMPLETE);
  }

  private static Body body(String contentType, String text) {
    return new Body(contentType, List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> data(List<String> lines) {
    return lines.stream().map(line -> "data: " + line + "\n\n").toList();
  }

  private static Body eventBody(List<String> events) {
    return new Body(
        EVENTS, events.stream().map(event -> event.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** With another status. */
  public StubReply withStatus(int other) {
    return new StubReply(other, headers, whole, streamed, timing, ending);
  }

  /** With a header more. */
  public StubReply withHeader(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name + ": " + value);
    return new StubReply(status, List.copyOf(more), whole, streamed, timing, ending);
  }

  /** With a wait before the first byte of the answer. */
  public StubReply withFirstByteAfter(Duration wait) {
    Timing slow = new Timing(wait, timing.betweenPieces());
    return new StubReply(status, headers, whole, streamed, slow, ending);
  }

  /** With a wait before each piece. */
  public StubReply withPauseBetweenPieces(Duration wait) {
    Timing slow = new Timing(timing.beforeFirstByte(), wait);
    return new StubReply(status, headers, whole, streamed, slow, ending);
  }

  /** With another stream. */
  public StubReply withStreamed(Body other) {
    return new StubReply(status, headers, whole, other, timing, ending);
  }

  /** With another end. */
  public StubReply withEnding(Ending other) {
    return new StubReply(status, headers, whole, streamed, timing, other);
  }

  /** With a body that is broken off after so many bytes. */
  public StubReply withBreakAfter(int bytes) {
    return new StubReply(
        status, headers, cut(whole, bytes), cut(streamed, bytes), timing, Ending.BREAK_OFF);
  }

  /** With bodies in pieces of so many bytes, wherever that cuts. */
  public StubReply withPiecesOf(int bytes) {
    return new StubReply(
        status, headers, split(whole, bytes), split(streamed, bytes), timing, ending);
  }

  private static Body cut(Body body, int bytes) {
    return new Body(body.contentType(), List.of(Arrays.copyOf(joined(body), bytes)));
  }

  private static Body split(Body body, int bytes) {
    byte[] all = joined(body);
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < all.length; from += bytes) {
      pieces.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + bytes)));
    }
    return new Body(body.contentType(), pieces);
  }

  private static byte[] joined(Body body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    body.pieces().forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** The text as a JSON string. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char unit : text.toCharArray()) {
      if (unit == '"' || unit == '\\') {
        json.append('\\').append(unit);
      } else if (unit < ' ') {
        json.append(String.format("\\u%04x", (int) unit));
      } else {
        json.append(unit);
      }
    }
    return json.append('"').toString();
  }
}
