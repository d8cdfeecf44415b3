package dev.holdfast.adapters.http.server;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Server-sent events on one response: one write and flush each, so that every event leaves as it
 * comes. The thread of the request writes events, others write comments; a client that takes
 * nothing for too long fails the write and is gone.
 */
final class EventStream {

  private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NAME = "event: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEW_LINE = "\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEEP_ALIVE_LINE =
      ": keep-alive\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEEP_ALIVE = join(KEEP_ALIVE_LINE, NEW_LINE);

  private final HttpServletResponse response;
  private final Listener listener;
  private final ReentrantLock writing = new ReentrantLock();

  private State state = State.SILENT;

  EventStream(HttpServletResponse response, Listener listener) {
    this.response = response;
    this.listener = listener;
  }

  /** Hears of the two things that happen to a stream. */
  interface Listener {

    /** The first bytes leave now: response headers can be set for the last time. */
    void begins();

    /** The client is gone; nothing that is written from now on arrives. Told once. */
    void gone();
  }

  private enum State {
    /** Nothing was sent yet; the answer can still be of another kind. */
    SILENT,
    OPEN,
    GONE,
    ENDED
  }

  /** Sends an event; does nothing once the client is gone. */
  void event(byte[] json) {
    writing.lock();
    try {
      send(frame(json));
    } finally {
      writing.unlock();
    }
  }

  /**
   * Ends the events if none was sent.
   *
   * @return whether that is so: the response can then still be any other answer
   */
  boolean endIfSilent() {
    writing.lock();
    try {
      boolean silent = state == State.SILENT;
      state = silent ? State.ENDED : state;
      return silent;
    } finally {
      writing.unlock();
    }
  }

  /** Sends an event that has a name; does nothing once the client is gone. */
  void event(String name, byte[] json) {
    writing.lock();
    try {
      send(frame(name, json));
    } finally {
      writing.unlock();
    }
  }

  /**
   * Sends an event that has a name and an id, by which the client can ask for what came after it.
   *
   * @param id of one line
   */
  void event(String id, String name, byte[] json) {
    writing.lock();
    try {
      send(join(line(ID, id), frame(name, json)));
    } finally {
      writing.unlock();
    }
  }

  /**
   * Says how far the client has come, without an event: a line of that kind alone makes it remember
   * the id. Source: WHATWG HTML, 9.2.6, dispatching an event whose data is empty.
   *
   * @param id of one line
   */
  void idAlone(String id) {
    writing.lock();
    try {
      send(join(KEEP_ALIVE_LINE, line(ID, id), NEW_LINE));
    } finally {
      writing.unlock();
    }
  }

  /** Ends the events without a mark; does nothing more. */
  void endUnmarked() {
    writing.lock();
    try {
      state = State.ENDED;
    } finally {
      writing.unlock();
    }
  }

  /** Sends a comment, unless an event is on its way at this moment. */
  void keepAlive() {
    if (writing.tryLock()) {
      try {
        send(KEEP_ALIVE);
      } finally {
        writing.unlock();
      }
    }
  }

  /**
   * Ends the events at once with a last one, whatever else there was to tell: from now on the
   * client counts as gone. Does nothing once the events have ended.
   */
  void cut(byte[] json) {
    writing.lock();
    try {
      send(frame(json));
      if (state == State.OPEN) {
        state = State.GONE;
        response.getOutputStream().close();
        listener.gone();
      }
    } catch (IOException clientGone) {
      listener.gone();
    } finally {
      writing.unlock();
    }
  }

  /** Ends the events with the mark that clients of OpenAI wait for. */
  void end() {
    writing.lock();
    try {
      send(frame(DONE));
      state = State.ENDED;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Ends the events with a last one, unless none was sent before.
   *
   * @return whether the response is a stream; if not, it can still be any other answer
   */
  boolean endWith(byte[] json) {
    writing.lock();
    try {
      boolean begun = state != State.SILENT;
      if (begun) {
        send(frame(json));
      }
      state = State.ENDED;
      return begun;
    } finally {
      writing.unlock();
    }
  }

  private void send(byte[] frame) {
    if (state == State.SILENT) {
      begin();
    }
    if (state != State.OPEN) {
      return;
    }
    try {
      ServletOutputStream out = response.getOutputStream();
      out.write(frame);
      out.flush();
    } catch (IOException clientGone) {
      state = State.GONE;
      listener.gone();
    }
  }

  private static byte[] frame(byte[] json) {
    return join(DATA, json, END);
  }

  private static byte[] frame(String name, byte[] json) {
    return join(line(NAME, name), DATA, json, END);
  }

  private static byte[] line(byte[] field, String value) {
    return join(field, value.getBytes(StandardCharsets.US_ASCII), NEW_LINE);
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer joined =
        ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }

  private void begin() {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream");
    response.setHeader("cache-control", "no-cache");
    response.setHeader("x-accel-buffering", "no"); // nginx would hold events back
    listener.begins();
    state = State.OPEN;
  }
}
