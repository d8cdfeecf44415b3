package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.ResponseError;
import dev.holdfast.adapters.http.responses.ResponseHead;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.adapters.http.responses.ResponseRequest;
import dev.holdfast.adapters.http.responses.ResponseRequest.Keeping;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * A response that a request asks for.
 *
 * @param keeping whether it can be looked up later
 * @param names gives what the client called a parameter
 */
record ResponseAsked(ResponseRequest request, Keeping keeping, UnaryOperator<String> names) {

  /** Members of the request that the object repeats. */
  RawFields settings() {
    return switch (keeping) {
      case STORED -> request.settings();
      case NOT_STORED -> request.settingsNotStored();
    };
  }

  /** What its object tells from the begin of its turn on. */
  ResponseHead head(TurnFacts facts) {
    return ResponseHead.of(ResponseId.ofTurn(facts.turn()), previous(), settings(), facts);
  }

  /**
   * What its object tells where its turn has not begun.
   *
   * @param turn the one that it becomes, once that begins
   * @param at a time for the object
   */
  ResponseHead head(TurnId turn, Instant at) {
    return new ResponseHead(ResponseId.ofTurn(turn), previous(), settings(), request.model(), at);
  }

  /**
   * What no response can be called is refused, so it is told in no object but that of a failure.
   */
  private PreviousResponse previous() {
    int length = request.previous().length();
    return length == 0 || length > ResponseId.MAX_LENGTH
        ? new PreviousResponse.None()
        : new PreviousResponse.After(new ResponseId(request.previous()));
  }

  /** Its object, at a turn's end, as JSON. */
  byte[] whole(TurnOutcome.Completed completed) {
    return ResponseObject.of(head(completed.facts()), completed).json();
  }

  /** What the client called a parameter: the input of a response is not called messages. */
  String sentAs(String parameter) {
    return parameter.equals("messages") ? "input" : names.apply(parameter);
  }

  /** A problem as a response object tells it. */
  static ResponseError error(Problem problem) {
    ResponseError.Code code =
        switch (problem.row().type()) {
          case INVALID_REQUEST -> ResponseError.Code.INVALID_PROMPT;
          case RATE_LIMIT -> ResponseError.Code.RATE_LIMIT_EXCEEDED;
          case SERVER -> ResponseError.Code.SERVER_ERROR;
        };
    return new ResponseError(code, problem.row().code(), problem.message());
  }
}
