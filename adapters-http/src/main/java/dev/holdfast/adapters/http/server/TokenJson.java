package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import java.time.Instant;
import java.util.Locale;

/** Writes tokens: never a hash, and a text only once. */
final class TokenJson {

  private TokenJson() {}

  /** A token without its text. */
  static void write(TokenRecord token, Caller caller, JsonText json) {
    writeMembers(token, caller, json.raw("{"));
    json.raw("}");
  }

  /** A token whose text is told. */
  static byte[] withText(TokenRecord token, TokenText text, Caller caller) {
    JsonText json = new JsonText().raw("{");
    writeMembers(token, caller, json);
    return json.raw(",\"token\":").string(text.reveal()).raw("}").bytes();
  }

  private static void writeMembers(TokenRecord token, Caller caller, JsonText json) {
    json.raw("\"object\":\"token\",\"id\":").string(token.id());
    json.raw(",\"name\":").string(token.name());
    json.raw(",\"scope\":").string(token.scope().name().toLowerCase(Locale.ROOT));
    switch (token.agents()) {
      case AgentBinding.Any() -> json.raw(",\"agent\":null");
      case AgentBinding.Only(AgentId agent) -> json.raw(",\"agent\":").string(agent.value());
    }
    switch (token.keys()) {
      case KeyBinding.Any() -> json.raw(",\"key\":null,\"key_prefix\":null");
      case KeyBinding.Exact(SessionKey key) ->
          json.raw(",\"key\":").string(key.value()).raw(",\"key_prefix\":null");
      case KeyBinding.Prefix(String prefix) ->
          json.raw(",\"key\":null,\"key_prefix\":").string(prefix);
    }
    json.raw(",\"created_at\":").string(token.createdAt().toString());
    json.raw(",\"rotated_at\":");
    if (token.issuedAt().equals(token.createdAt())) {
      json.raw("null");
    } else {
      json.string(token.issuedAt().toString());
    }
    switch (token.expiry()) {
      case Expiry.Never() -> json.raw(",\"expires_at\":null");
      case Expiry.At(Instant at) -> json.raw(",\"expires_at\":").string(at.toString());
    }
    json.raw(",\"self\":").raw(Boolean.toString(token.id().equals(caller.tokenId())));
  }
}
