package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.GatewayProof;
import dev.holdfast.domain.token.TokenHint;
import dev.holdfast.ports.in.GatewayIdentity;
import dev.holdfast.ports.in.GatewayIdentity.Answer;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proves the gateway to whoever has a token, before the token is shown. Needs none itself, so each
 * question counts, whatever it is answered.
 */
final class IdentityEndpoint implements Route.OpenEndpoint {

  static final String NONCE = "nonce";
  static final String KEY = "key";

  private final GatewayIdentity identity;
  private final Gate gate;

  @Inject
  IdentityEndpoint(GatewayIdentity identity, Gate gate) {
    this.identity = identity;
    this.gate = gate;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    gate.countChallenge(exchange);
    GatewayNonce nonce = read(exchange, NONCE, "64", GatewayNonce::of);
    TokenHint key = read(exchange, KEY, "8", TokenHint::of);
    switch (identity.prove(nonce, key)) {
      case Answer.NotYet() -> throw Gate.starting();
      case Answer.Proven(StoreId store, String url, GatewayProof proof) -> {
        JsonText json = new JsonText().raw("{\"object\":\"identity\",\"store_id\":");
        json.string(store.value()).raw(",\"url\":").string(url);
        json.raw(",\"proof\":").string(proof.hex()).raw("}");
        exchange.setHeader("cache-control", "no-store");
        exchange.answer(HttpServletResponse.SC_OK, json.bytes());
      }
    }
  }

  private static <T> T read(
      Exchange exchange, String name, String digits, Function<String, Optional<T>> reader) {
    return reader
        .apply(exchange.query(name))
        .orElseThrow(
            () ->
                HttpProblem.of(
                    RequestFault.INVALID_QUERY,
                    "'" + name + "' must be " + digits + " lower-case hexadecimal digits.",
                    name));
  }
}
