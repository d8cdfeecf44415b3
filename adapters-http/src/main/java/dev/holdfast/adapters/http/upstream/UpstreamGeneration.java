package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** One question to one upstream, from the request to the outcome. */
final class UpstreamGeneration implements Generation {

  private final ModelCall call;
  private final Upstream upstream;
  private final UpstreamExchange exchange;
  private final IncomingAnswer answer;
  private final Clock clock;
  private final AtomicBoolean begun = new AtomicBoolean();

  UpstreamGeneration(
      ModelCall call,
      Upstream upstream,
      UpstreamExchange exchange,
      IncomingAnswer answer,
      Clock clock) {
    this.call = call;
    this.upstream = upstream;
    this.exchange = exchange;
    this.answer = answer;
    this.clock = clock;
  }

  @Override
  public void cancel() {
    exchange.end(UpstreamExchange.End.CANCELLED);
  }

  @Override
  public ModelOutcome run() {
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("a generation is run once");
    }
    try (Deadlines.Deadline _ = exchange.limit(call.timeLimit())) {
      return ask();
    }
  }

  private ModelOutcome ask() {
    ClassicHttpResponse response;
    try {
      response = exchange.send(upstream.dialect().request(call), call.delivery());
    } catch (IOException broken) {
      return ended(upstream.failures().unsent(upstream.endpoint(), broken));
    }
    boolean keep = false;
    try {
      ModelOutcome outcome =
          new ResponseReader(upstream.failures(), answer, clock).read(response, call.delivery());
      keep = outcome instanceof ModelOutcome.Answered;
      return outcome;
    } catch (IOException broken) {
      return ended(upstream.failures().unread(broken));
    } finally {
      if (keep && call.delivery() == Delivery.STREAMED) {
        exchange.keepConnection(response);
      } else {
        exchange.drop(response);
      }
    }
  }

  /**
   * How it ended without a whole answer.
   *
   * @param otherwise what went wrong if nobody ended it
   */
  private ModelOutcome ended(TurnFailure otherwise) {
    return switch (exchange.end()) {
      case NONE -> new ModelOutcome.Failed(otherwise);
      case CANCELLED -> new ModelOutcome.Cancelled(answer.partial());
      case EXPIRED ->
          new ModelOutcome.Failed(
              upstream
                  .failures()
                  .of(
                      FailureCause.UPSTREAM_TIMED_OUT,
                      "did not answer in full within " + call.timeLimit().toMillis() + " ms."));
    };
  }
}
