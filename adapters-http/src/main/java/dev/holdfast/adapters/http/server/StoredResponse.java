package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.OutputItem;
import dev.holdfast.adapters.http.responses.ResponseError;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.in.Responses.Finding;
import java.util.List;

/** What clients are shown of a stored response. */
final class StoredResponse {

  private static final ResponseObject.Errors ERRORS =
      new ResponseObject.Errors() {
        @Override
        public ResponseError failed(TurnFailure failure) {
          return ResponseAsked.error(Problem.of(failure));
        }

        @Override
        public ResponseError interrupted(String reason) {
          return failed(
              TurnFailure.of(
                  FailureCause.SHUTDOWN,
                  "The turn was interrupted: the gateway stopped, or its store failed, before the"
                      + " answer was kept. The input is kept; send the request again."));
        }
      };

  private StoredResponse() {}

  /** The object. */
  static ResponseObject object(Finding.Found found) {
    return ResponseObject.of(found.response(), found.events(), ERRORS);
  }

  /** What its request brought that was new, from the oldest to the newest. */
  static List<OutputItem> input(Finding.Found found) {
    return OutputItem.ofInput(found.response().turn().id(), found.events());
  }
}
