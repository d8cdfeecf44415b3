package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.turn.RequestDigest;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON bodies within the server's bounds. Any thread may call it. */
final class RequestBodies {

  private static final String JSON = "application/json";
  private static final Pattern UTF_8 = Pattern.compile("charset=\"?utf-?8\"?");

  /** Bodies up to this size need no second buffer; longer ones grow from it as bytes arrive. */
  private static final int FIRST_BUFFER_BYTES = 16 << 10;

  /** What the bodies in flight are counted in. */
  private static final int UNIT_BYTES = 4 << 10;

  /**
   * A part of the room that only small bodies may use, so that a few large ones, whose turns may
   * last minutes, never shut everybody else out.
   */
  private static final int KEPT_FOR_SMALL_PERCENT = 12;

  private static final int SMALL_BYTES = 64 << 10;

  private final ServerLimits limits;
  private final Semaphore free;
  private final Semaphore freeForSmall;

  @Inject
  RequestBodies(ServerLimits limits) {
    this.limits = limits;
    int units = limits.bodiesInFlightBytes() / UNIT_BYTES;
    int small = units * KEPT_FOR_SMALL_PERCENT / 100;
    this.free = new Semaphore(units - small);
    this.freeForSmall = new Semaphore(small);
  }

  /**
   * A body that was read.
   *
   * @param digest of the request's path and the body, as they came
   */
  record Body<T>(T content, RequestDigest digest) {}

  /** Makes something of a body. */
  interface Use<T> {

    /** Reads the first {@code length} bytes and keeps none of them. */
    T of(byte[] bytes, int length);
  }

  /**
   * Reads the body of an exchange and gives it to a use. What the use makes of it is about as large
   * and lives as long as the turn, so the body keeps its place among those in flight until the
   * exchange is over; one that is turned down loses it at once.
   *
   * @throws HttpProblem if it is not JSON by its type, too long, too slow, not whole, or too many
   *     are in flight
   */
  <T> Body<T> read(Exchange exchange, Use<T> use) {
    HttpServletRequest request = exchange.request();
    checkType(request);
    long announced = request.getContentLengthLong();
    if (announced > limits.bodyBytes()) {
      throw tooLarge();
    }
    Place place = new Place();
    boolean kept = false;
    try {
      Reading reading = new Reading(place, announced);
      read(reading, exchange);
      T content = use.of(reading.buffer, reading.length);
      Body<T> made = new Body<>(content, digest(request, reading));
      exchange.atEnd(place::free);
      kept = true;
      return made;
    } finally {
      if (!kept) {
        place.free();
      }
    }
  }

  /**
   * A body that breaks off may have been broken by the client, a proxy or the network, and somebody
   * may still hear that. What follows on the connection is not known.
   */
  private void read(Reading reading, Exchange exchange) {
    try {
      reading.readFully(exchange.request().getInputStream());
    } catch (IOException broken) {
      exchange.setHeader("connection", "close");
      if (broken.getCause() instanceof TimeoutException) {
        throw tooSlow();
      }
      throw HttpProblem.of(
          RequestFault.BODY_BROKEN,
          "The body did not arrive whole: it ended early, or its chunks are not valid. Nothing was"
              + " stored; send it again.");
    }
  }

  /** A zero byte is part of no path, so that no other path and body can look the same. */
  private static RequestDigest digest(HttpServletRequest request, Reading reading) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(request.getRequestURI().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      sha.update(reading.buffer, 0, reading.length);
      return new RequestDigest(HexFormat.of().formatHex(sha.digest()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static void checkType(HttpServletRequest request) {
    @Nullable String type = request.getContentType();
    boolean packed = request.getHeader("content-encoding") != null;
    if (packed || type == null || !isJson(type.toLowerCase(Locale.ROOT))) {
      throw HttpProblem.of(
          RequestFault.BODY_NOT_JSON,
          "The body must be JSON in UTF-8, not packed, sent with 'content-type:"
              + " application/json'.");
    }
  }

  private static boolean isJson(String type) {
    if (type.equals(JSON)) {
      return true;
    }
    String[] parts = type.split(";", -1);
    for (int index = 1; index < parts.length; index++) {
      String parameter = parts[index].strip();
      if (parameter.startsWith("charset=") && !UTF_8.matcher(parameter).matches()) {
        return false;
      }
    }
    return parts[0].strip().equals(JSON);
  }

  private HttpProblem tooLarge() {
    return HttpProblem.of(
        RequestFault.BODY_TOO_LARGE,
        "The body is longer than "
            + limits.bodyBytes()
            + " bytes. Nothing was stored; send less, for example smaller images.");
  }

  private HttpProblem tooSlow() {
    return HttpProblem.of(
        RequestFault.BODY_TOO_SLOW,
        "The body did not arrive in time: it must not stop coming for long, and be whole within "
            + limits.bodyWithin().toSeconds()
            + " s. Nothing was stored; send it again.");
  }

  /** What one body takes of the room for all of them. Used by one thread. */
  private final class Place {

    private Semaphore room = free;
    private int units;

    void hold(int bytes) {
      int needed = Math.ceilDiv(bytes, UNIT_BYTES);
      if (needed <= units || (bytes <= SMALL_BYTES && move(freeForSmall, needed))) {
        return;
      }
      if (!move(free, needed)) {
        throw HttpProblem.of(
            RequestFault.BODIES_IN_FLIGHT,
            "Too many large requests are under way at once. Nothing was stored; send this one again"
                + " in a moment.");
      }
    }

    /** Takes as much of a room and gives back what it had; says whether there was enough. */
    private boolean move(Semaphore other, int needed) {
      int held = other.equals(room) ? units : 0;
      if (!other.tryAcquire(needed - held)) {
        return false;
      }
      room.release(units - held);
      room = other;
      units = needed;
      return true;
    }

    void free() {
      room.release(units);
      units = 0;
    }
  }

  /** One body on its way in. What is announced counts as in flight from the start. */
  private final class Reading {

    private final long until = System.nanoTime() + limits.bodyWithin().toNanos();
    private final Place place;
    private final long announced;
    private byte[] buffer;
    private int length;

    /**
     * Begins to read.
     *
     * @param announced the length, negative if it is not known
     */
    Reading(Place place, long announced) {
      this.place = place;
      this.announced = announced;
      int first = FIRST_BUFFER_BYTES;
      if (announced >= 0) {
        place.hold((int) announced);
        first = (int) Math.min(announced, FIRST_BUFFER_BYTES);
      }
      this.buffer = new byte[first];
      place.hold(first);
    }

    void readFully(InputStream in) throws IOException {
      int read = 0;
      while (read >= 0 && length != announced) {
        makeRoom();
        read = in.read(buffer, length, buffer.length - length);
        length += Math.max(read, 0);
        if (length > limits.bodyBytes()) {
          throw tooLarge();
        }
        if (System.nanoTime() - until > 0) {
          throw tooSlow();
        }
      }
    }

    private void makeRoom() {
      if (length < buffer.length) {
        return;
      }
      long longest = announced < 0 ? limits.bodyBytes() + 1L : announced;
      int size = (int) Math.min(2L * buffer.length, longest);
      place.hold(size);
      buffer = Arrays.copyOf(buffer, size);
    }
  }
}
