package dev.holdfast.adapters.http.upstream;

import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;

/** Chat completions. */
final class ChatDialect implements Dialect {

  private final ChatRequestBody body;

  ChatDialect(ChatRequestBody body) {
    this.body = body;
  }

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public byte[] request(ModelCall call) {
    return body.of(call);
  }

  @Override
  public IncomingAnswer answer(CallIds ids, ModelDeltas deltas) {
    return new AnswerReader(new AnswerDraft(ids, deltas));
  }
}
