package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.UpstreamApi;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;

/** In what one API that an upstream may be asked by differs from another. */
interface Dialect {

  /** The dialect of an API. */
  static Dialect of(UpstreamApi api) {
    return switch (api) {
      case CHAT -> new ChatDialect(ChatRequestBody.NEWER);
      case CHAT_WITH_MAX_TOKENS -> new ChatDialect(ChatRequestBody.OLDER);
      case RESPONSES -> new ResponsesDialect();
    };
  }

  /** What is appended to the provider's base URL, with a leading slash. */
  String path();

  /**
   * The body of a request as UTF-8. The same call gives the same bytes, and what grows from turn to
   * turn stands behind what does not, so that a provider's prompt cache hits.
   */
  byte[] request(ModelCall call);

  /**
   * An answer of which nothing has come yet.
   *
   * @param deltas told of each piece as it comes
   */
  IncomingAnswer answer(CallIds ids, ModelDeltas deltas);
}
