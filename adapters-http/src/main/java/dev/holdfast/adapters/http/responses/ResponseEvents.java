package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.model.ModelDelta;

/**
 * Writes the events of one streamed response, numbered without gaps. Used by one thread.
 *
 * <p>Items are shown in the order in which they begin, under the ids they have once they are
 * stored. Those still open when the answer is whole are ended first; where there is no answer they
 * stay open.
 */
public final class ResponseEvents {

  private final EventWriter events;

  /** Hears the events. */
  public interface Sink {

    /**
     * The next event.
     *
     * @param name its type
     * @param json its data
     */
    void event(String name, byte[] json);
  }

  /** Events for a listener. */
  public ResponseEvents(Sink sink) {
    this(sink, 0);
  }

  /** Events for a listener who has heard some before, the number of the first one given. */
  public ResponseEvents(Sink sink, long first) {
    this.events = new EventWriter(sink, first);
  }

  /** The events of a response that has ended, its text in one piece. */
  public void retell(ResponseObject response, TurnId turn) {
    created(response.head(), new ResponseState.InProgress());
    inProgress(response.head(), turn).ended(response);
  }

  /** The last event of a response that has ended, for whoever has heard the others. */
  public void ended(ResponseObject response) {
    String type =
        switch (response.state()) {
          case ResponseState.Answered answered -> "response." + answered.wire();
          case ResponseState.Failed _, ResponseState.Cancelled _ -> "response.failed";
          case ResponseState.Queued _, ResponseState.InProgress _ ->
              throw new IllegalArgumentException("the response has not ended");
        };
    tell(type, response);
  }

  /** The first event: there is a response. */
  public void created(ResponseHead head, ResponseState state) {
    tell("response.created", ResponseObject.without(head, state));
  }

  /** It waits for its turn. */
  public void queued(ResponseHead head) {
    tell("response.queued", ResponseObject.without(head, new ResponseState.Queued()));
  }

  /** The model is asked; what it answers is told to what is returned. */
  public Answering inProgress(ResponseHead head, TurnId turn) {
    tell("response.in_progress", ResponseObject.without(head, new ResponseState.InProgress()));
    return new Answering(head, new StreamedOutput(events, turn, Logprobs.wanted(head.settings())));
  }

  /** There is no answer and none is to come. */
  public void failed(ResponseHead head, ResponseError error) {
    tell("response.failed", ResponseObject.without(head, new ResponseState.Failed(error)));
  }

  private void tell(String type, ResponseObject response) {
    events.send(type, json -> json.raw(",\"response\":").raw(ObjectWriter.json(response).text()));
  }

  /** The events of an answer. */
  public final class Answering {

    private final ResponseHead head;
    private final StreamedOutput output;

    private Answering(ResponseHead head, StreamedOutput output) {
      this.head = head;
      this.output = output;
    }

    /** A piece of the answer. */
    public void delta(ModelDelta delta) {
      output.delta(delta);
    }

    /**
     * The response has ended: the last event. One that was stopped is told as failed, which is what
     * the API has for an end without an answer; its status says more.
     */
    public void ended(ResponseObject response) {
      switch (response.state()) {
        case ResponseState.Answered answered -> {
          output.end(response.shown());
          String type = "response." + answered.wire();
          events.send(
              type,
              json ->
                  json.raw(",\"response\":")
                      .raw(
                          ObjectWriter.json(
                                  response.head(), answered, output.items(), response.extra())
                              .text()));
        }
        case ResponseState.Failed _,
            ResponseState.Cancelled _,
            ResponseState.Queued _,
            ResponseState.InProgress _ ->
            ResponseEvents.this.ended(response);
      }
    }

    /** There is no answer: the last event. */
    public void failed(ResponseError error) {
      ResponseEvents.this.failed(head, error);
    }
  }
}
