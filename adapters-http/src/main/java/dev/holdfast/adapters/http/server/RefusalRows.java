package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.ErrorRow.invalid;
import static dev.holdfast.adapters.http.server.ErrorRow.limit;
import static dev.holdfast.adapters.http.server.ErrorRow.server;

import dev.holdfast.adapters.http.server.ErrorRow.Param;
import dev.holdfast.adapters.http.server.ErrorRow.Party;
import dev.holdfast.adapters.http.server.ErrorRow.Retry;
import dev.holdfast.domain.turn.RefusalReason;

/** How turns that were not begun are told; nothing of them is stored. */
final class RefusalRows {

  private static final Param AT_FAULT = new Param.AtFault();

  private static final Param KEY = new Param.Fixed(TurnHeaders.KEY);

  private static final Param PREVIOUS_RESPONSE = new Param.Fixed("previous_response_id");

  private RefusalRows() {}

  /** The row of a reason. */
  static ErrorRow of(RefusalReason reason) {
    return switch (reason) {
      case SESSION_KEY_MALFORMED ->
          invalid(
                  400,
                  "session_key_malformed",
                  Party.CALLER,
                  "The session key cannot be read.",
                  "Send `agent:<agent>:<name>` or a bare name.")
              .naming(KEY);
      case SESSION_KEY_TOO_LONG ->
          invalid(
                  400,
                  "session_key_too_long",
                  Party.CALLER,
                  "The session key is too long once its agent is added.",
                  "Choose a shorter name.")
              .naming(KEY);
      case SESSION_KEY_RESERVED ->
          invalid(
                  400,
                  "session_key_reserved",
                  Party.CALLER,
                  "The session key lies in a namespace that only the gateway itself uses.",
                  "Choose another name.")
              .naming(KEY);
      case SESSION_KEY_AGENT_MISMATCH ->
          invalid(
                  400,
                  "session_key_agent_mismatch",
                  Party.CALLER,
                  "Session key, agent header and model name two agents.",
                  "Name one agent.")
              .naming(AT_FAULT);
      case SESSION_NOT_FOUND ->
          invalid(
                  404,
                  "session_not_found",
                  Party.CALLER,
                  "No session of that key and id is there for the token.",
                  "Leave out `x-holdfast-session-id`, or send a key that the token is bound to.")
              .naming(AT_FAULT);
      case SESSION_REQUIRED ->
          invalid(
                  400,
                  "session_required",
                  Party.CALLER,
                  "The token is bound to sessions and the request names none.",
                  "Send a session key.")
              .naming(KEY);
      case AGENT_UNKNOWN ->
          invalid(
                  404,
                  "agent_not_found",
                  Party.CALLER,
                  "There is no such agent for the token.",
                  "Choose one that `GET /v1/models` lists as `holdfast/<agent>`.")
              .naming(AT_FAULT);
      case AGENT_UNAVAILABLE, AGENT_NEWER ->
          server(
                  503,
                  "agent_unavailable",
                  Party.OPERATOR,
                  "The agent's database is out of service.",
                  "Read the gateway's log and `GET /readyz` with a token.")
              .retried(Retry.POINTLESS);
      case MODEL_NOT_FOUND ->
          invalid(
                  404,
                  "model_not_found",
                  Party.CALLER,
                  "The request names a model that does not exist or is not configured.",
                  "Choose one that `GET /v1/models` lists.")
              .naming(new Param.Fixed("model"));
      case RUNTIME_UNAVAILABLE ->
          server(
                  503,
                  "runtime_unavailable",
                  Party.OPERATOR,
                  "The route asks for a runtime that is not installed; nobody is billed"
                      + " instead.",
                  "Map the runtime in `runtimes`, as the message says, or choose another model.")
              .retried(Retry.POINTLESS);
      case ROUTE_UNRESOLVED ->
          invalid(
                  409,
                  "route_unresolved",
                  Party.OPERATOR,
                  "The route is bound to an auth profile that does not exist here, or the model"
                      + " that was chosen for the session is not configured any more.",
                  "Name a model in the request, or choose another one for the session.")
              .retried(Retry.POINTLESS);
      case PREVIOUS_RESPONSE_NOT_FOUND ->
          invalid(
                  400,
                  "previous_response_not_found",
                  Party.CALLER,
                  "There is no response of that id for the token, or it was not stored.",
                  "Send the conversation itself as `input`.")
              .naming(PREVIOUS_RESPONSE);
      case PREVIOUS_RESPONSE_ELSEWHERE ->
          invalid(
                  400,
                  "previous_response_mismatch",
                  Party.CALLER,
                  "The response belongs to another conversation than the session key, or its"
                      + " session was reset since.",
                  "Leave out the session key, or the response.")
              .naming(PREVIOUS_RESPONSE);
      case PREVIOUS_RESPONSE_UNFINISHED ->
          invalid(
                  409,
                  "previous_response_in_progress",
                  Party.CALLER,
                  "The response that this one is to follow has not ended yet.",
                  "Wait until `GET /v1/responses/{id}` tells that it has.")
              .naming(PREVIOUS_RESPONSE)
              .retried(Retry.POINTLESS);
      case ITEM_NOT_FOUND ->
          invalid(
                  400,
                  "item_not_found",
                  Party.CALLER,
                  "An `item_reference` names an item that is not stored for the token.",
                  "Send the item itself.")
              .naming(new Param.Fixed("input"));
      case NO_NEW_INPUT ->
          invalid(
                  400,
                  "no_new_input",
                  Party.CALLER,
                  "The request ends without anything new for the model.",
                  "End it with a user message or a tool result.")
              .naming(new Param.Fixed("messages"));
      case TOOL_RESULT_UNKNOWN ->
          invalid(
                  400,
                  "tool_result_unknown",
                  Party.CALLER,
                  "A tool result answers a call that is not on the current branch.",
                  "Send the id exactly as the call brought it, or the call along with its"
                      + " result.")
              .naming(new Param.Fixed("messages"));
      case TOOL_RESULTS_MISSING ->
          invalid(
                  400,
                  "tool_results_missing",
                  Party.CALLER,
                  "Some of the parallel tool calls of one answer have no result.",
                  "Send the results of all calls of one answer together.")
              .naming(new Param.Fixed("messages"));
      case TOOL_CALL_SUPERSEDED ->
          invalid(
                  400,
                  "tool_call_superseded",
                  Party.CALLER,
                  "The conversation has gone on since the tool call, or has its result already.",
                  "Leave the result out, or send the whole conversation up to it in history"
                      + " mode `full`.")
              .naming(new Param.Fixed("messages"));
      case UNSUPPORTED_PARAMETER ->
          invalid(
                  400,
                  "unsupported_parameter",
                  Party.CALLER,
                  "The turn cannot honour a member of the request.",
                  "Leave it out.")
              .naming(AT_FAULT);
      case UNSUPPORTED_TOOL ->
          invalid(
                  400,
                  "unsupported_tool",
                  Party.CALLER,
                  "A tool, or an item of the input, belongs to what runs at a provider, and this"
                      + " one is not asked by an API that knows it.",
                  "Use tools of type `function` or `custom`, or a model whose provider is"
                      + " configured with `api: responses`.")
              .naming(AT_FAULT);
      case CONTEXT_LENGTH_EXCEEDED ->
          invalid(
                  400,
                  "context_length_exceeded",
                  Party.CALLER,
                  "New messages and instructions alone are longer than the model's context.",
                  "Shorten them, or choose a model with a larger context.")
              .naming(new Param.Fixed("messages"));
      case SESSION_QUEUE_FULL ->
          limit(
                  429,
                  "session_queue_full",
                  Party.CALLER,
                  "Too many requests wait for the session, this one waited too long, or another"
                      + " process answered the same request meanwhile.",
                  "Send it again when the others are answered; one that was answered elsewhere is"
                      + " told that answer.")
              .retried(Retry.SOON);
      case SESSION_BUSY ->
          invalid(
                  409,
                  "session_busy",
                  Party.CALLER,
                  "Another turn of the session runs, and `x-holdfast-when-busy: reject` says not"
                      + " to wait.",
                  "Send it again when the other is answered, or leave the header out to wait.")
              .naming(new Param.Fixed(TurnHeaders.WHEN_BUSY))
              .retried(Retry.LATER);
      case IDEMPOTENCY_CONFLICT ->
          invalid(
                  422,
                  "idempotency_conflict",
                  Party.CALLER,
                  "The `Idempotency-Key` was used before with another body or path.",
                  "Use a new key for a new request, or send the first one again as it was.")
              .naming(new Param.Fixed("Idempotency-Key"));
      case INSUFFICIENT_SCOPE ->
          invalid(
              403,
              "insufficient_scope",
              Party.CALLER,
              "The token may not begin a turn.",
              "Use a token with the scope `write`.");
      case STORAGE_FULL ->
          server(
                  507,
                  "storage_full",
                  Party.OPERATOR,
                  "The gateway's disk is full, or nearly so.",
                  "Make room; then send the request again.")
              .retried(Retry.POINTLESS);
      case STORE_UNAVAILABLE ->
          server(
                  503,
                  "store_unavailable",
                  Party.GATEWAY,
                  "The store did not take the turn; the model was not asked.",
                  "Send the request again.")
              .retried(Retry.SOON);
      case DRAINING ->
          server(
                  503,
                  "draining",
                  Party.GATEWAY,
                  "An operator lets no turn begin for the time being; turns that waited hear it"
                      + " too.",
                  "Send the request again later, or to another gateway.")
              .retried(Retry.SOON);
      case SHUTTING_DOWN ->
          server(
                  503,
                  "shutting_down",
                  Party.GATEWAY,
                  "The gateway is stopping.",
                  "Send the request again in a few seconds.")
              .retried(Retry.SOON);
      case TURN_ABORTED ->
          invalid(
                  409,
                  "turn_aborted",
                  Party.CALLER,
                  "Somebody stopped the turn while it waited or ran: by `POST"
                      + " /api/turns/{id}/abort`, or by a reset or deletion of its session with"
                      + " `force`; or its token was revoked while it waited.",
                  "Send the request again if it is still wanted; one that ran has kept what came.")
              .retried(Retry.POINTLESS);
      case CALLER_GONE -> FaultRows.of(RequestFault.CALLER_GONE);
    };
  }
}
