package dev.holdfast.adapters.http.server;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Server-sent events on one response: one write and flush each, so that every event leaves as it
 * comes. The thread of the request writes events, others write comments; a client that takes
 * nothing for too long fails the write and is gone.
 */
final class EventStream {

  private static final byte[] NAME = "event: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

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
    byte[] frame = new byte[DATA.length + json.length + END.length];
    System.arraycopy(DATA, 0, frame, 0, DATA.length);
    System.arraycopy(json, 0, frame, DATA.length, json.length);
    System.arraycopy(END, 0, frame, DATA.length + json.length, END.length);
    return frame;
  }

  private static byte[] frame(String name, byte[] json) {
    byte[] event = name.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(NAME.length + event.length + 1 + DATA.length + json.length + 2)
        .put(NAME)
        .put(event)
        .put((byte) '\n')
        .put(DATA)
        .put(json)
        .put(END)
        .array();
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
