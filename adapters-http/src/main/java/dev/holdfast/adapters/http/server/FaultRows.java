package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.ErrorRow.invalid;
import static dev.holdfast.adapters.http.server.ErrorRow.limit;
import static dev.holdfast.adapters.http.server.ErrorRow.server;

import dev.holdfast.adapters.http.server.ErrorRow.Param;
import dev.holdfast.adapters.http.server.ErrorRow.Party;
import dev.holdfast.adapters.http.server.ErrorRow.Retry;

/** How requests that were turned down at the door are told. */
final class FaultRows {

  private static final Param AT_FAULT = new Param.AtFault();

  private FaultRows() {}

  /** The row of a fault. */
  static ErrorRow of(RequestFault fault) {
    return switch (fault) {
      case TOKEN_MISSING ->
          invalid(
              401,
              "invalid_api_key",
              Party.CALLER,
              "The request shows no token.",
              "Send `Authorization: Bearer <token>` or `api-key: <token>`; tokens in URLs"
                  + " are not read.");
      case TOKEN_UNKNOWN ->
          invalid(
              401,
              "invalid_api_key",
              Party.CALLER,
              "The token is not known, was revoked or has expired.",
              "Send a valid token; the first one is in the file `token` of the gateway's"
                  + " home.");
      case TOO_MANY_FAILURES ->
          limit(
                  429,
                  "too_many_failures",
                  Party.CALLER,
                  "Too many wrong tokens, or questions for its identity, came from this address"
                      + " within a minute.",
                  "Wait as long as `retry-after` says and send the right token.")
              .retried(Retry.LATER);
      case INSUFFICIENT_SCOPE ->
          invalid(
              403,
              "insufficient_scope",
              Party.CALLER,
              "The token has a lower scope than the operation needs.",
              "Use a token with the scope that the message names.");
      case STORE_MISMATCH ->
          invalid(
                  409,
                  "store_mismatch",
                  Party.CALLER,
                  "The request names a store in `x-holdfast-store-id`, and the gateway works on"
                      + " another one.",
                  "Find the right gateway with `holdfast state`; two copies of a home have one id"
                      + " until one gets another.")
              .naming(new Param.Fixed(Gate.STORE))
              .retried(Retry.POINTLESS);
      case HOST_NOT_ALLOWED ->
          invalid(
                  421,
                  "host_not_allowed",
                  Party.CALLER,
                  "The gateway does not go by the host name of the request.",
                  "Use `localhost` or `127.0.0.1`, or add the name to `gateway.allowedHosts`.")
              .naming(new Param.Fixed("host"));
      case ORIGIN_NOT_ALLOWED ->
          invalid(
                  403,
                  "origin_not_allowed",
                  Party.CALLER,
                  "A web page of an origin that is not configured calls.",
                  "Add the origin, exactly as the browser sends it, to `gateway.cors.origins`"
                      + " if it should.")
              .naming(new Param.Fixed("origin"));
      case UNKNOWN_URL ->
          invalid(
              404,
              "unknown_url",
              Party.CALLER,
              "There is nothing at the path.",
              "Use a base URL that ends in `/v1`.");
      case METHOD_NOT_ALLOWED ->
          invalid(
              405,
              "method_not_allowed",
              Party.CALLER,
              "The path does not answer the method.",
              "Use a method that the header `allow` lists.");
      case BODY_NOT_JSON ->
          invalid(
                  415,
                  "unsupported_media_type",
                  Party.CALLER,
                  "The body is not JSON by its `content-type`, is in another charset than"
                      + " UTF-8, or is packed.",
                  "Send plain JSON in UTF-8 with `content-type: application/json`.")
              .naming(new Param.Fixed("content-type"));
      case BODY_TOO_LARGE ->
          invalid(
              413,
              "body_too_large",
              Party.CALLER,
              "The body is longer than the gateway takes.",
              "Send less, for example smaller images.");
      case BODY_TOO_SLOW ->
          invalid(
              408,
              "body_timeout",
              Party.CALLER,
              "The request did not arrive in time.",
              "Send it again over a faster connection.");
      case BODY_BROKEN ->
          invalid(
              400,
              "body_broken",
              Party.CALLER,
              "The body ended early, or its chunks are not valid.",
              "Send the request again, whole; look at what stands between if it repeats.");
      case BODIES_IN_FLIGHT ->
          server(
                  503,
                  "too_many_bodies",
                  Party.GATEWAY,
                  "Too many large requests are under way at once.",
                  "Send the request again in a moment.")
              .retried(Retry.SOON);
      case MALFORMED_JSON ->
          invalid(
              400,
              "invalid_json",
              Party.CALLER,
              "The body is not JSON, is nested too deeply, or goes on after its end.",
              "Correct it at the line and column of the message.");
      case DUPLICATE_MEMBER ->
          invalid(
              400,
              "duplicate_member",
              Party.CALLER,
              "An object of the body has two members of one name.",
              "Send one of them.");
      case INVALID_TYPE ->
          invalid(
                  400,
                  "invalid_type",
                  Party.CALLER,
                  "A member of the body is of another JSON type than it must be.",
                  "Send the type that the message names.")
              .naming(AT_FAULT);
      case INVALID_VALUE ->
          invalid(
                  400,
                  "invalid_value",
                  Party.CALLER,
                  "A member of the body has a value that is not possible.",
                  "Send a value within the bounds that the message names.")
              .naming(AT_FAULT);
      case INVALID_QUERY ->
          invalid(
                  400,
                  "invalid_value",
                  Party.CALLER,
                  "A value in the query of the address has no meaning.",
                  "Send one of the values the message names.")
              .naming(AT_FAULT);
      case MISSING_PARAMETER ->
          invalid(
                  400,
                  "missing_required_parameter",
                  Party.CALLER,
                  "A member is missing that every request needs.",
                  "Send it.")
              .naming(AT_FAULT);
      case INVALID_HEADER ->
          invalid(
                  400,
                  "invalid_header",
                  Party.CALLER,
                  "A header has a value that is not possible, is not UTF-8, or lacks another"
                      + " one that it counts with.",
                  "Send what the message says.")
              .naming(AT_FAULT);
      case CONFLICTING_HEADERS ->
          invalid(
                  400,
                  "conflicting_headers",
                  Party.CALLER,
                  "Headers of one meaning say different things, or one came twice.",
                  "Send one value.")
              .naming(AT_FAULT);
      case UNSUPPORTED_PARAMETER ->
          invalid(
                  400,
                  "unsupported_parameter",
                  Party.CALLER,
                  "A member would change the answer and is not supported here.",
                  "Leave it out.")
              .naming(AT_FAULT);
      case UNSUPPORTED_TOOL ->
          invalid(
                  400,
                  "unsupported_tool",
                  Party.CALLER,
                  "A tool is of a type that chat completions cannot pass on.",
                  "Use tools of type `function` or `custom`.")
              .naming(AT_FAULT);
      case MODEL_NOT_FOUND ->
          invalid(
                  404,
                  "model_not_found",
                  Party.CALLER,
                  "There is no model of the name in the path.",
                  "Choose one that `GET /v1/models` lists.")
              .naming(new Param.Fixed("model"));
      case RESPONSE_NOT_FOUND ->
          invalid(
              404,
              "response_not_found",
              Party.CALLER,
              "There is no stored response of the id in the path for the token.",
              "Look at the id; a response made with `store: false`, deleted, or older than 30 days"
                  + " without a session key is not there.");
      case RESPONSE_IN_FOREGROUND ->
          invalid(
              400,
              "response_not_background",
              Party.CALLER,
              "A response is to be cancelled that was not begun with `background: true`.",
              "Close the connection that waits for it: its turn ends after 10 s.");
      case STARTING ->
          server(
                  503,
                  "starting",
                  Party.GATEWAY,
                  "The gateway is starting.",
                  "Send the request again in a moment.")
              .retried(Retry.SOON);
      case DRAINING ->
          server(
                  503,
                  "draining",
                  Party.GATEWAY,
                  "`GET /readyz` says that an operator lets no turn begin for the time being.",
                  "Wait until that is undone; reading goes on meanwhile.")
              .retried(Retry.SOON);
      case STOPPING ->
          server(
                  503,
                  "shutting_down",
                  Party.GATEWAY,
                  "The gateway is stopping and begins nothing new.",
                  "Send the request again when it is back.")
              .retried(Retry.SOON);
      case OUT_OF_SPACE ->
          server(
                  503,
                  "storage_full",
                  Party.OPERATOR,
                  "`GET /readyz` says that too little disk space is left for new turns.",
                  "Free some space; reading goes on meanwhile.")
              .retried(Retry.POINTLESS);
      case STORE_NOT_ANSWERING ->
          server(
                  503,
                  "store_unavailable",
                  Party.GATEWAY,
                  "`GET /readyz` says that the store has not answered for a while.",
                  "Read the gateway's log.")
              .retried(Retry.SOON);
      case CALLER_GONE ->
          invalid(
                  409,
                  "caller_gone",
                  Party.CALLER,
                  "The turn was stopped, or left the queue, because the connection seemed gone.",
                  "Keep the connection open; a turn that had begun keeps what came.")
              .retried(Retry.POINTLESS);
      case BAD_REQUEST ->
          invalid(
              400,
              "bad_request",
              Party.CALLER,
              "The request is not valid HTTP/1.1, or its path can be read in two ways.",
              "Correct the request line and headers.");
      case HEADERS_TOO_LARGE ->
          invalid(
              431,
              "headers_too_large",
              Party.CALLER,
              "The request line and headers are too long.",
              "Send shorter ones.");
      case INTERNAL ->
          server(
              500,
              "internal_error",
              Party.GATEWAY,
              "The gateway has a defect.",
              "Look for the request id in its log, and report what is there.");
    };
  }
}
