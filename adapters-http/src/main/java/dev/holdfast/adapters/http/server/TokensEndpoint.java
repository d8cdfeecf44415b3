package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.Creation;
import dev.holdfast.ports.in.TokenAdministration.Listing;
import dev.holdfast.ports.in.TokenAdministration.Revocation;
import dev.holdfast.ports.in.TokenAdministration.Rotation;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers what is asked of tokens. */
final class TokensEndpoint {

  private final ManagementBodies bodies;
  private final TokenAdministration tokens;

  @Inject
  TokensEndpoint(ManagementBodies bodies, TokenAdministration tokens) {
    this.bodies = bodies;
    this.tokens = tokens;
  }

  /** Answers {@code GET /api/tokens}; an operator has few, so they are one page. */
  void list(Exchange exchange, Caller caller) throws IOException {
    switch (tokens.list(requester(exchange, caller))) {
      case Listing.Tokens(List<TokenRecord> some) ->
          exchange.answer(
              HttpServletResponse.SC_OK,
              PageQuery.page(
                  some,
                  More.NONE,
                  (token, json) -> TokenJson.write(token, caller, json),
                  TokenRecord::id));
      case Listing.Unreadable(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code POST /api/tokens}. */
  void create(Exchange exchange, Caller caller) throws IOException {
    MemberMap body = bodies.read(exchange, TokenWishes.MEMBERS);
    switch (tokens.create(requester(exchange, caller), TokenWishes.of(body))) {
      case Creation.Created(TokenRecord token, TokenText text) ->
          tell(exchange, caller, token, text);
      case Creation.BeyondBinding() ->
          throw HttpProblem.of(
              ManagementFault.BEYOND_BINDING,
              "The token that asks is bound, and the new one would reach further. Nothing was"
                  + " stored. Bind it to the same agent or sessions, or to fewer.");
      case Creation.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code POST /api/tokens/<id>/rotate}. */
  void rotate(Exchange exchange, Caller caller) throws IOException {
    switch (tokens.rotate(requester(exchange, caller), exchange.pathValue("id"))) {
      case Rotation.Rotated(TokenRecord token, TokenText text) ->
          tell(exchange, caller, token, text);
      case Rotation.Unknown() -> throw unknown();
      case Rotation.Unwritten(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code DELETE /api/tokens/<id>}. */
  void revoke(Exchange exchange, Caller caller) throws IOException {
    switch (tokens.revoke(requester(exchange, caller), exchange.pathValue("id"))) {
      case Revocation.Revoked(TokenRecord token) -> {
        JsonText json = new JsonText();
        TokenJson.write(token, caller, json);
        exchange.answer(HttpServletResponse.SC_OK, json.bytes());
      }
      case Revocation.LastOne() ->
          throw HttpProblem.of(
              ManagementFault.LAST_ADMIN_TOKEN,
              "Without this token nobody could look after the home any more. It was kept. Make"
                  + " another one with the scope admin, without a binding and without an end first,"
                  + " or rotate this one.");
      case Revocation.Unknown() -> throw unknown();
      case Revocation.Unwritten(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private static void tell(Exchange exchange, Caller caller, TokenRecord token, TokenText text)
      throws IOException {
    exchange.setHeader("cache-control", "no-store");
    exchange.answer(HttpServletResponse.SC_OK, TokenJson.withText(token, text, caller));
  }

  private static Requester requester(Exchange exchange, Caller caller) {
    return new Requester(caller, exchange.id());
  }

  private static HttpProblem unknown() {
    return HttpProblem.of(
        ManagementFault.TOKEN_NOT_FOUND,
        "There is no token of this id for the one that asks: the id is wrong, or it was revoked.");
  }
}
