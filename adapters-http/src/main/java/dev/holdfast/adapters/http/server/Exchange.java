package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.RequestId;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. Used by one thread at a time: the request's, or while that runs a
 * streamed turn, whoever begins the stream.
 */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /** How much of an unread body is taken in: more than the longest body allowed. */
  private static final long MAX_UNREAD_BODY_BYTES = 64 << 20;

  private static final Duration UNREAD_BODY_WITHIN = Duration.ofSeconds(5);
  private static final int DISCARD_BYTES = 16 << 10;

  private static final String JSON = "application/json";
  private static final long MILLIS_PER_SECOND = 1_000;

  private final Context context;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestId id;
  private final List<Runnable> atEnd = new ArrayList<>();
  private final AtomicReference<@Nullable EventStream> stream = new AtomicReference<>();
  private String caller = "";
  private volatile String token = "";
  private volatile boolean cut;

  Exchange(Context context, RequestId id) {
    this.context = context;
    this.request = context.req();
    this.response = context.res();
    this.id = id;
    response.setHeader("x-request-id", id.value());
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  /** The identity of this request in answers, logs and rows. */
  RequestId id() {
    return id;
  }

  /** Who asks, by the name of their token; empty while nobody is known. */
  String caller() {
    return caller;
  }

  void isFrom(Caller known) {
    caller = known.name();
    token = known.tokenId();
  }

  /** Whether the token of this identity asks. */
  boolean isFrom(String tokenId) {
    return token.equals(tokenId);
  }

  /** Answers with events, unless it was said before that there shall be none. */
  EventStream stream(EventStream.Listener listener) {
    EventStream begun = new EventStream(response, listener);
    stream.set(begun);
    if (cut) {
      begun.cut(tokenOver().body());
    }
    return begun;
  }

  /** Whether the answer is events, or will be. */
  boolean isStreaming() {
    return stream.get() != null;
  }

  /** Ends the events at once, those to come too; any other answer goes out as it would. */
  void cutStream() {
    cut = true;
    EventStream begun = stream.get();
    if (begun != null) {
      begun.cut(tokenOver().body());
    }
  }

  private static Problem tokenOver() {
    return Problem.of(
        RequestFault.TOKEN_UNKNOWN,
        "The token was revoked or replaced, or has expired, so what was opened with it is closed.");
  }

  /** The decoded value of a part of the path that the route leaves open. */
  String pathValue(String name) {
    return context.pathParam(name);
  }

  /** The first decoded value of a name in the request's query, empty if there is none. */
  String query(String name) {
    String value = context.queryParam(name);
    return value == null ? "" : value;
  }

  /** Whether the request carries a header, blank or not. */
  boolean hasHeader(String name) {
    return request.getHeader(name) != null;
  }

  /**
   * The one value that a header has, or several headers of the same meaning have; empty if all are
   * absent or blank.
   *
   * @throws HttpProblem if they differ or are not UTF-8
   */
  String header(String... names) {
    Set<String> values = new LinkedHashSet<>();
    Set<String> sent = new LinkedHashSet<>();
    for (String name : names) {
      for (String raw : Collections.list(request.getHeaders(name))) {
        String value = decoded(name, raw).strip();
        if (!value.isEmpty()) {
          values.add(value);
          sent.add(name);
        }
      }
    }
    if (values.size() > 1) {
      throw HttpProblem.of(
          RequestFault.CONFLICTING_HEADERS,
          sent.size() == 1
              ? String.join("", sent) + " came twice with different values. Send one."
              : String.join(" and ", sent) + " say different things. Send one value.",
          sent.iterator().next());
    }
    return values.isEmpty() ? "" : values.iterator().next();
  }

  /** Header bytes come as characters of ISO 8859-1; what they mean is UTF-8. */
  private static String decoded(String name, String raw) {
    if (raw.chars().allMatch(character -> character < 0x80)) {
      return raw;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw HttpProblem.of(
          RequestFault.INVALID_HEADER, "The header " + name + " is not valid UTF-8.", name);
    }
  }

  /**
   * Sets a response header. Text beyond ASCII goes out as UTF-8, as it is read on the way in;
   * control characters, which a header cannot hold, as {@code %XX}.
   */
  void setHeader(String name, String value) {
    response.setHeader(name, encoded(value));
  }

  private static String encoded(String value) {
    if (value.chars().allMatch(character -> character >= ' ' && character < 0x7f)) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      int unit = octet & 0xff;
      if (unit < ' ' || unit == 0x7f) {
        text.append('%').append(String.format("%02X", unit));
      } else {
        text.append((char) unit);
      }
    }
    return text.toString();
  }

  /** Answers with a JSON text. */
  void answer(int status, byte[] json) throws IOException {
    answer(status, JSON, json);
  }

  /** Answers with a text of a media type. */
  void answer(int status, String type, byte[] text) throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(text.length);
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    response.getOutputStream().write(text);
    response.getOutputStream().close();
  }

  /** Answers with an error. */
  void answer(Problem problem) throws IOException {
    int status = problem.row().status();
    if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("www-authenticate", "Bearer");
    }
    setRetryHeaders(problem);
    answer(status, problem.body());
  }

  /** Says whether and when the client may try again. */
  void setRetryHeaders(Problem problem) {
    switch (problem.row().retry()) {
      case POINTLESS, LATER -> response.setHeader("x-should-retry", "false");
      case BY_STATUS, SOON -> {}
    }
    Duration delay = problem.delay(id);
    if (!delay.isZero()) {
      long millis = delay.toMillis();
      response.setHeader("retry-after", Long.toString(Math.ceilDiv(millis, MILLIS_PER_SECOND)));
      response.setHeader("retry-after-ms", Long.toString(millis));
    }
  }

  /**
   * Takes in what is left of a body that was not read, so that a client which only listens after it
   * has sent everything hears the answer. What does not end within the bounds is cut off.
   */
  void finish() throws IOException {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("transfer-encoding") != null;
    if (!hasBody || request.getHeader("expect") != null) {
      return;
    }
    InputStream in = request.getInputStream();
    if (in.read() < 0) {
      return;
    }
    long until = System.nanoTime() + UNREAD_BODY_WITHIN.toNanos();
    byte[] discarded = new byte[DISCARD_BYTES];
    long left = MAX_UNREAD_BODY_BYTES;
    int read = 0;
    while (read >= 0 && left > 0 && System.nanoTime() - until < 0) {
      read = in.read(discarded);
      left -= read;
    }
  }

  /** Has something done once the exchange is over, whatever became of it. */
  void atEnd(Runnable action) {
    atEnd.add(action);
  }

  /** Says that the exchange is over. */
  void end() {
    handOver().run();
  }

  /** Takes over what was to be done at the end, for work that goes on after it. */
  Runnable handOver() {
    List<Runnable> actions = List.copyOf(atEnd);
    atEnd.clear();
    return () -> actions.forEach(Runnable::run);
  }

  /** Answers after a defect, if nothing was answered yet. */
  void fail() {
    if (response.isCommitted()) {
      return;
    }
    try {
      answer(Problem.internal(id));
    } catch (IOException clientGone) {
      log.debug("The client of request {} went away before it heard of the failure", id);
    }
  }
}
