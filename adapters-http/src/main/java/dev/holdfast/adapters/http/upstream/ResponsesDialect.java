package dev.holdfast.adapters.http.upstream;

import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;

/** The Responses API. */
final class ResponsesDialect implements Dialect {

  @Override
  public String path() {
    return "/responses";
  }

  @Override
  public byte[] request(ModelCall call) {
    return ResponsesRequestBody.of(call);
  }

  @Override
  public IncomingAnswer answer(CallIds ids, ModelDeltas deltas) {
    return new ResponsesReader(new OutputDraft(ids, deltas));
  }
}
