package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.Admission.Conversation;
import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.session.KeyResolution;
import dev.holdfast.domain.session.MainKey;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.SessionKeys;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.out.model.CallParameters;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Decides whether a request may become a turn: scope, agent, key, model, runtime and free space, in
 * this order, before anything is stored.
 */
final class TurnAdmission {

  /** Longer than any reference that can be stored: provider, slash and model. */
  private static final int MAX_MODEL_LENGTH = 512;

  private static final String AGENT = "x-holdfast-agent-id";
  private static final String KEY = "x-holdfast-session-key";
  private static final String PREVIOUS_RESPONSE = "previous_response_id";

  private final ModelCatalog models;
  private final ModelListings listings;
  private final RuntimeChoice runtimes;
  private final FreeSpace space;
  private final ResponseLookup lookup;
  private final MainKey mainKey;

  @Inject
  TurnAdmission(
      ModelCatalog models,
      ModelListings listings,
      RuntimeChoice runtimes,
      FreeSpace space,
      ResponseLookup lookup,
      Configuration configuration) {
    this.models = models;
    this.listings = listings;
    this.runtimes = runtimes;
    this.space = space;
    this.lookup = lookup;
    this.mainKey = MainKey.of(configuration.session().mainKey());
  }

  Admission admit(TurnRequest request) {
    if (!request.caller().scope().permits(Scope.WRITE)) {
      return refused(
          RefusalReason.INSUFFICIENT_SCOPE,
          "The token may only read. Nothing was stored. Use a token with the scope 'write'.",
          "");
    }
    if (request.model().length() > MAX_MODEL_LENGTH) {
      return new Admission.Refused(unknownModel(request));
    }
    return switch (chooseAgent(request)) {
      case AgentFound.Unknown(Refusal refusal) -> new Admission.Refused(refusal);
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
      return new AgentFound.Unknown(unknownModel(request));
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

  private Admission withAgent(TurnRequest request, AgentFound.Known found) {
    return switch (request.target()) {
      case TurnRequest.Target.Stateless() -> withoutKey(request, found, new Conversation.None());
      case TurnRequest.Target.Unlisted(Overflow overflow) ->
          withoutKey(request, found, new Conversation.NewUnlisted(overflow));
      case TurnRequest.Target.AfterResponse after -> afterResponse(request, found, after);
      case TurnRequest.Target.ByKey(String key) ->
          withKey(request, found, key, Conversation.ByKey::new);
      case TurnRequest.Target.ById(String key, String session) ->
          withKey(request, found, key, resolved -> new Conversation.ById(resolved, session));
    };
  }

  private Admission withoutKey(
      TurnRequest request, AgentFound.Known found, Conversation conversation) {
    return request.caller().keys() instanceof KeyBinding.Any
        ? admit(request, found.choice().agent(), conversation)
        : refused(
            RefusalReason.SESSION_REQUIRED,
            "The token is bound to sessions and the request names none. Nothing was stored."
                + " Send a session key.",
            "");
  }

  private Admission afterResponse(
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
              ? admit(
                  request,
                  agent,
                  switch (after.trace()) {
                    case KEPT -> new Conversation.AfterKeyed(key, record);
                    case NONE -> new Conversation.Beside(record, Overflow.CUT);
                  })
              : elsewhere();
      case TurnScope.Unlisted _, TurnScope.Stateless _ ->
          after.key().isEmpty()
              ? admit(
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
    return SessionKeys.resolve(raw, new AgentChoice.Named(agent), mainKey)
            instanceof KeyResolution.Resolved(_, SessionKey named)
        && named.equals(key);
  }

  private static Admission elsewhere() {
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

  private Admission withKey(
      TurnRequest request, AgentFound.Known found, String raw, Keyed conversation) {
    return switch (SessionKeys.resolve(raw, found.choice(), mainKey)) {
      case KeyResolution.Refused(RefusalReason reason, String message) ->
          refused(reason, message, KEY);
      case KeyResolution.Resolved(AgentId agent, SessionKey key) ->
          request.caller().keys().reaches(key)
              ? admit(request, agent, conversation.of(key))
              // Absent and forbidden answer alike: a token learns nothing of other sessions.
              : refused(
                  RefusalReason.SESSION_NOT_FOUND,
                  "No such session for this token. Nothing was stored. Use a key the token is bound"
                      + " to.",
                  KEY);
    };
  }

  private Admission admit(TurnRequest request, AgentId id, Conversation conversation) {
    Optional<AgentSettings> agent =
        models.agent(id).filter(_ -> request.caller().agents().reaches(id));
    if (agent.isEmpty()) {
      return new Admission.Refused(unknownAgent(whoNames(conversation)));
    }
    Optional<ModelRoute> route =
        switch (ModelName.of(request.model())) {
          case ModelName.AgentDefault(), ModelName.OfAgent _ -> Optional.of(agent.get().route());
          case ModelName.Reference(String text) -> models.route(text);
        };
    if (route.isEmpty()) {
      return new Admission.Refused(unknownModel(request));
    }
    String hostedTool = hostedTool(request.parameters());
    if (!hostedTool.isEmpty() && !models.speaksResponses(route.get())) {
      return refused(
          RefusalReason.UNSUPPORTED_TOOL,
          "This belongs to a tool that runs at a provider, and that of "
              + route.get().reference()
              + " is not asked by an API that knows it. Nothing was stored. Use tools of type"
              + " 'function' or 'custom', or a model whose provider is configured with \"api\":"
              + " \"responses\".",
          hostedTool);
    }
    return switch (runtimes.choose(route.get())) {
      case RuntimeChoice.Choice.Refused(Refusal refusal) -> new Admission.Refused(refusal);
      case RuntimeChoice.Choice.Runs runs ->
          space.isBelowFloor()
              ? refused(
                  RefusalReason.STORAGE_FULL,
                  "The gateway's disk is nearly full. Nothing was stored; send the request again"
                      + " when the operator has made room.",
                  "")
              : new Admitted(
                  agent.get(),
                  route.get(),
                  runs.runtime(),
                  history(request, agent.get()),
                  conversation);
    };
  }

  private static String hostedTool(CallParameters parameters) {
    return switch (parameters) {
      case CallParameters.OfChat _ -> "";
      case CallParameters.OfResponses ofResponses -> ofResponses.hostedTool();
    };
  }

  private static HistoryMode history(TurnRequest request, AgentSettings agent) {
    return switch (request.history()) {
      case TurnRequest.History.Configured() -> agent.history();
      case TurnRequest.History.Asked(HistoryMode mode) -> mode;
    };
  }

  /** Absent and forbidden agents answer alike. */
  private boolean exists(TurnRequest request, String agent) {
    return AgentId.isValid(agent)
        && models.agent(AgentId.of(agent)).isPresent()
        && request.caller().agents().reaches(AgentId.of(agent));
  }

  private Refusal unknownModel(TurnRequest request) {
    return new Refusal(
        RefusalReason.MODEL_NOT_FOUND,
        "The model does not exist or is not configured. Nothing was stored. "
            + listings.advice(request.caller(), request.model()),
        "model");
  }

  /** An agent that headers and model do not name comes from the key, or is the default one. */
  private static String whoNames(Conversation conversation) {
    return switch (conversation) {
      case Conversation.None(), Conversation.NewUnlisted _ -> "";
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

  private static Admission refused(RefusalReason reason, String message, String parameter) {
    return new Admission.Refused(new Refusal(reason, message, parameter));
  }
}
