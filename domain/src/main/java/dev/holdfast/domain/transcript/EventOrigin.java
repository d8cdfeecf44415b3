package dev.holdfast.domain.transcript;

import dev.holdfast.domain.route.ProviderId;

/** Who made an event; provider-private members go back only to the provider that made them. */
public sealed interface EventOrigin {

  /** It came with a request. */
  record Client() implements EventOrigin {}

  /** A model of this provider answered it. */
  record Model(ProviderId provider) implements EventOrigin {}

  /** It came with a request. */
  static EventOrigin client() {
    return new Client();
  }
}
