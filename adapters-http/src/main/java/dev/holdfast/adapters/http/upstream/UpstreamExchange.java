package dev.holdfast.adapters.http.upstream;

import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP exchange, which other threads can end. */
final class UpstreamExchange {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamExchange.class);

  /** How long the rest of an answer is waited for, so that its connection can serve again. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

  private final CloseableHttpClient client;
  private final Deadlines deadlines;
  private final HttpPost request;
  private final AtomicReference<End> end = new AtomicReference<>(End.NONE);

  /** Who ended the exchange before it was over. */
  enum End {
    NONE,
    CANCELLED,
    EXPIRED
  }

  UpstreamExchange(CloseableHttpClient client, Deadlines deadlines, Upstream upstream) {
    this.client = client;
    this.deadlines = deadlines;
    this.request = new HttpPost(upstream.endpoint());
    if (!upstream.authorization().isEmpty()) {
      request.setHeader(HttpHeaders.AUTHORIZATION, upstream.authorization());
    }
  }

  /** Sends the request and waits for the head of the answer. */
  ClassicHttpResponse send(byte[] body, Delivery delivery) throws IOException {
    request.setHeader(
        HttpHeaders.ACCEPT,
        switch (delivery) {
          case WHOLE -> "application/json";
          case STREAMED -> "text/event-stream";
        });
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    try {
      return client.executeOpen(null, request, null);
    } catch (RuntimeException defect) {
      // the client trips over itself when it is ended between two of its steps: seen as
      // IllegalStateException and NullPointerException with httpclient5 5.6
      if (end() == End.NONE) {
        throw defect;
      }
      throw new IOException("the exchange was ended before its answer began", defect);
    }
  }

  /** Ends the exchange at once, before or while it runs; the first end counts. */
  void end(End reason) {
    if (end.compareAndSet(End.NONE, reason)) {
      request.cancel();
    }
  }

  End end() {
    return end.get();
  }

  /** A limit on the exchange, to be lifted when it is over. */
  Deadlines.Deadline limit(Duration limit) {
    return deadlines.in(limit, () -> end(End.EXPIRED));
  }

  /**
   * Gives up the answer: its connection is closed, unless the answer was read to its end. Closing
   * alone would read all that is still to come.
   */
  void drop(ClassicHttpResponse response) {
    request.cancel();
    close(response);
  }

  private static void close(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException broken) {
      LOG.debug("a connection to an upstream did not close cleanly", broken);
    }
  }

  /**
   * Reads what is left of an answer that is known whole, usually a few bytes that are still on
   * their way, and gives the connection back. Nobody waits for it.
   */
  void keepConnection(ClassicHttpResponse response) {
    Thread.ofVirtual().name("upstream-drain").start(() -> drain(response));
  }

  private void drain(ClassicHttpResponse response) {
    try (Deadlines.Deadline _ = limit(DRAIN_LIMIT);
        InputStream rest = response.getEntity().getContent()) {
      rest.skip(Long.MAX_VALUE);
    } catch (IOException broken) {
      LOG.debug("the rest of an answer did not come; its connection is dropped", broken);
    } finally {
      close(response);
    }
  }
}
