package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.usecase.Placement.Conversation;
import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.KeyResolution;
import dev.holdfast.domain.session.MainKey;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.SessionKeys;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Finds the conversation that a request belongs to: scope, agent and key, in this order, before
 * anything is stored.
 */
final class TurnPlacement {

  /** Longer than any reference that can be stored: provider, slash and model. */
  private static final int MAX_MODEL_LENGTH = 512;

  private static final String AGENT = "x-holdfast-agent-id";
  private static final String KEY = "x-holdfast-session-key";
  private static final String PREVIOUS_RESPONSE = "previous_response_id";

  private final ModelCatalog models;
  private final ModelListings listings;
  private final ResponseLookup lookup;
  private final ConfigurationInForce configuration;

  @Inject
  TurnPlacement(
      ModelCatalog models,
      ModelListings listings,
      ResponseLookup lookup,
      ConfigurationInForce configuration) {
    this.models = models;
    this.listings = listings;
    this.lookup = lookup;
    this.configuration = configuration;
  }

  Placement place(TurnRequest request) {
    if (!request.caller().scope().permits(Scope.WRITE)) {
      return refused(
          RefusalReason.INSUFFICIENT_SCOPE,
          "The token may only read. Nothing was stored. Use a token with the scope 'write'.",
          "");
    }
    if (request.model().length() > MAX_MODEL_LENGTH) {
      return new Placement.Refused(listings.unknownModel(request));
    }
    return switch (chooseAgent(request)) {
      case AgentFound.Unknown(Refusal refusal) -> new Placement.Refused(refusal);
      case AgentFound.Known known -> withAgent(request, known);
    };
  }

  /** The agent a request leads to before its session key is looked at. */
  private sealed interface AgentFound {

    record Known(AgentChoice choice) implements AgentFound {}

    record Unknown(Refusal refusal) implements AgentFound {}
  }

  private AgentFound chooseAgent(TurnRequest request) {
    Optional<String> byModel =
        ModelName.of(request.model()) instanceof ModelName.OfAgent(String agent)
            ? Optional.of(agent)
            : Optional.empty();
    if (byModel.isPresent() && !exists(request, byModel.get())) {
      return new AgentFound.Unknown(listings.unknownModel(request));
    }
    String byHeader = request.agent().strip();
    if (byHeader.isEmpty()) {
      return new AgentFound.Known(
          byModel
              .<AgentChoice>map(agent -> new AgentChoice.Named(AgentId.of(agent)))
              .orElseGet(() -> new AgentChoice.Unnamed(models.defaultAgent().id())));
    }
    if (!exists(request, byHeader)) {
      return new AgentFound.Unknown(unknownAgent(AGENT));
    }
    AgentId named = AgentId.of(byHeader);
    if (byModel.isPresent() && !AgentId.of(byModel.get()).equals(named)) {
      return new AgentFound.Unknown(
          new Refusal(
              RefusalReason.SESSION_KEY_AGENT_MISMATCH,
              "The agent header and the model name two agents. Nothing was stored. Name one agent.",
              "model"));
    }
    return new AgentFound.Known(new AgentChoice.Named(named));
  }

  private Placement withAgent(TurnRequest request, AgentFound.Known found) {
    return switch (request.target()) {
      case TurnRequest.Target.Stateless() -> withoutKey(request, found, new Conversation.None());
      case TurnRequest.Target.Unlisted(Overflow overflow) ->
          withoutKey(request, found, new Conversation.NewUnlisted(overflow));
      case TurnRequest.Target.Internal(SessionKey routing) ->
          placed(
              request, routing.agent(found.choice().agent()), new Conversation.Internal(routing));
      case TurnRequest.Target.AfterResponse after -> afterResponse(request, found, after);
      case TurnRequest.Target.ByKey(String key) ->
          withKey(request, found, key, Conversation.ByKey::new);
      case TurnRequest.Target.ById(String key, String session) ->
          withKey(request, found, key, resolved -> new Conversation.ById(resolved, session));
    };
  }

  private Placement withoutKey(
      TurnRequest request, AgentFound.Known found, Conversation conversation) {
    return request.caller().keys() instanceof KeyBinding.Any
        ? placed(request, found.choice().agent(), conversation)
        : refused(
            RefusalReason.SESSION_REQUIRED,
            "The token is bound to sessions and the request names none. Nothing was stored."
                + " Send a session key.",
            "");
  }

  private Placement afterResponse(
      TurnRequest request, AgentFound.Known named, TurnRequest.Target.AfterResponse after) {
    Optional<ResponseLookup.Found> response = lookup.find(request.caller(), after.response());
    boolean ofOtherAgent =
        response.isPresent()
            && named.choice() instanceof AgentChoice.Named(AgentId agent)
            && !agent.equals(response.get().agent());
    if (response.isEmpty() || ofOtherAgent) {
      return refused(
          RefusalReason.PREVIOUS_RESPONSE_NOT_FOUND,
          "There is no such response for this token and agent: its id is wrong, it was deleted, or"
              + " it was made with 'store': false. Nothing was stored. Send the conversation itself"
              + " as input.",
          PREVIOUS_RESPONSE);
    }
    AgentId agent = response.get().agent();
    ResponseRecord record = response.get().response();
    if (!record.turn().state().isTerminal()) {
      return refused(
          RefusalReason.PREVIOUS_RESPONSE_UNFINISHED,
          "The response has not ended yet, so nothing can follow it. Nothing was stored. Send the"
              + " request again when GET /v1/responses/{id} tells that it has.",
          PREVIOUS_RESPONSE);
    }
    return switch (record.turn().scope()) {
      case TurnScope.Keyed(SessionKey key, _) ->
          after.key().isEmpty() || isKey(after.key(), agent, key)
              ? placed(
                  request,
                  agent,
                  switch (after.trace()) {
                    case KEPT -> new Conversation.AfterKeyed(key, record);
                    case NONE -> new Conversation.Beside(record, Overflow.CUT);
                  })
              : elsewhere();
      case TurnScope.Unlisted _, TurnScope.Stateless _ ->
          after.key().isEmpty()
              ? placed(
                  request,
                  agent,
                  switch (after.trace()) {
                    case KEPT -> new Conversation.AfterUnlisted(record, after.overflow());
                    case NONE -> new Conversation.Beside(record, after.overflow());
                  })
              : elsewhere();
    };
  }

  private boolean isKey(String raw, AgentId agent, SessionKey key) {
    return SessionKeys.resolve(raw, new AgentChoice.Named(agent), mainKey())
            instanceof KeyResolution.Resolved(_, SessionKey named)
        && named.equals(key);
  }

  private static Placement elsewhere() {
    return refused(
        RefusalReason.PREVIOUS_RESPONSE_ELSEWHERE,
        "The response belongs to another conversation than the session key of the request. Nothing"
            + " was stored. Leave out the key or the response.",
        PREVIOUS_RESPONSE);
  }

  /** Makes the conversation of a resolved key. */
  private interface Keyed {
    Conversation of(SessionKey key);
  }

  private Placement withKey(
      TurnRequest request, AgentFound.Known found, String raw, Keyed conversation) {
    return switch (SessionKeys.resolve(raw, found.choice(), mainKey())) {
      case KeyResolution.Refused(RefusalReason reason, String message) ->
          refused(reason, message, KEY);
      case KeyResolution.Resolved(AgentId agent, SessionKey key) ->
          request.caller().keys().reaches(key)
              ? placed(request, agent, conversation.of(key))
              // Absent and forbidden answer alike: a token learns nothing of other sessions.
              : refused(
                  RefusalReason.SESSION_NOT_FOUND,
                  "No such session for this token. Nothing was stored. Use a key the token is bound"
                      + " to.",
                  KEY);
    };
  }

  private Placement placed(TurnRequest request, AgentId id, Conversation conversation) {
    return models
        .agent(id)
        .filter(_ -> request.caller().agents().reaches(id))
        .<Placement>map(agent -> new Placement.Placed(agent, conversation))
        .orElseGet(() -> new Placement.Refused(unknownAgent(whoNames(conversation))));
  }

  /** Absent and forbidden agents answer alike. */
  private boolean exists(TurnRequest request, String agent) {
    return AgentId.isValid(agent)
        && models.agent(AgentId.of(agent)).isPresent()
        && request.caller().agents().reaches(AgentId.of(agent));
  }

  /** An agent that headers and model do not name comes from the key, or is the default one. */
  private static String whoNames(Conversation conversation) {
    return switch (conversation) {
      case Conversation.None(), Conversation.NewUnlisted _, Conversation.Internal _ -> "";
      case Conversation.ByKey _, Conversation.ById _ -> KEY;
      case Conversation.AfterUnlisted _, Conversation.Beside _, Conversation.AfterKeyed _ ->
          PREVIOUS_RESPONSE;
    };
  }

  private static Refusal unknownAgent(String parameter) {
    return new Refusal(
        RefusalReason.AGENT_UNKNOWN,
        "There is no such agent for this token. Nothing was stored. GET /v1/models lists the agents"
            + " as 'holdfast/<agent>'.",
        parameter);
  }

  private static Placement refused(RefusalReason reason, String message, String parameter) {
    return new Placement.Refused(new Refusal(reason, message, parameter));
  }

  private MainKey mainKey() {
    return MainKey.of(configuration.now().session().mainKey());
  }
}
