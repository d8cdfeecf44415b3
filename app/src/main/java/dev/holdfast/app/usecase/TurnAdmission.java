package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.Placement.Placed;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.CallParameters;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Decides whether a request whose conversation is known may become a turn: model, runtime and free
 * space, in this order, before anything is stored.
 */
final class TurnAdmission {

  private final ModelCatalog models;
  private final ModelListings listings;
  private final RuntimeChoice runtimes;
  private final FreeSpace space;

  @Inject
  TurnAdmission(
      ModelCatalog models, ModelListings listings, RuntimeChoice runtimes, FreeSpace space) {
    this.models = models;
    this.listings = listings;
    this.runtimes = runtimes;
    this.space = space;
  }

  Admission admit(TurnRequest request, Placed placed) {
    AgentSettings agent = placed.agent();
    Optional<ModelRoute> route =
        switch (ModelName.of(request.model())) {
          case ModelName.AgentDefault(), ModelName.OfAgent _ -> Optional.of(agent.route());
          case ModelName.Reference(String text) -> models.route(text);
        };
    return route.isEmpty()
        ? new Admission.Refused(listings.unknownModel(request))
        : admit(request, placed, route.get());
  }

  /** The same for a request that names no model, in a session for which one was chosen. */
  Admission admitSelected(TurnRequest request, Placed placed, ModelRoute selected) {
    return models.isOffered(selected)
        ? admit(request, placed, selected)
        : refused(
            RefusalReason.ROUTE_UNRESOLVED,
            "The model that was chosen for the session, "
                + selected.reference()
                + ", is not configured any more. Nothing was stored. Choose another one for the"
                + " session, or name one in the request.",
            "model");
  }

  private Admission admit(TurnRequest request, Placed placed, ModelRoute route) {
    AgentSettings agent = placed.agent();
    String hostedTool = hostedTool(request.parameters());
    if (!hostedTool.isEmpty() && !models.speaksResponses(route)) {
      return refused(
          RefusalReason.UNSUPPORTED_TOOL,
          "This belongs to a tool that runs at a provider, and that of "
              + route.reference()
              + " is not asked by an API that knows it. Nothing was stored. Use tools of type"
              + " 'function' or 'custom', or a model whose provider is configured with \"api\":"
              + " \"responses\".",
          hostedTool);
    }
    return switch (runtimes.choose(route)) {
      case RuntimeChoice.Choice.Refused(Refusal refusal) -> new Admission.Refused(refusal);
      case RuntimeChoice.Choice.Runs runs ->
          space.isBelowFloor()
              ? refused(
                  RefusalReason.STORAGE_FULL,
                  "The gateway's disk is nearly full. Nothing was stored; send the request again"
                      + " when the operator has made room.",
                  "")
              : new Admitted(
                  agent, route, runs.runtime(), history(request, agent), placed.conversation());
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

  private static Admission refused(RefusalReason reason, String message, String parameter) {
    return new Admission.Refused(new Refusal(reason, message, parameter));
  }
}
