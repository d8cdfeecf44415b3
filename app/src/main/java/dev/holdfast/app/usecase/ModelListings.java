package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.DemoRoute;
import dev.holdfast.app.configuration.ModelSettings;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.NearestName;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.TurnRequest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names a request may give as its model: agents first, then routable models. */
final class ModelListings implements ModelQueries {

  private static final String OWNER = "holdfast";

  private final ModelCatalog models;

  @Inject
  ModelListings(ModelCatalog models) {
    this.models = models;
  }

  @Override
  public List<ModelListing> list(Caller caller) {
    List<ModelListing> listings = new ArrayList<>();
    if (caller.agents().reaches(models.defaultAgent().id())) {
      listings.add(new ModelListing("holdfast", OWNER));
    }
    List<AgentSettings> agents =
        models.agents().stream().filter(agent -> caller.agents().reaches(agent.id())).toList();
    agents.forEach(agent -> listings.add(new ModelListing("holdfast/" + agent.id(), OWNER)));
    agents.forEach(agent -> listings.add(new ModelListing("openclaw/" + agent.id(), OWNER)));
    for (ProviderSettings provider : models.providers()) {
      for (ModelSettings model : provider.models()) {
        listings.add(new ModelListing(provider.id() + "/" + model.id(), provider.id().value()));
      }
    }
    if (models.isDemo(DemoRoute.route().provider())) {
      listings.add(
          new ModelListing(DemoRoute.route().reference(), DemoRoute.route().provider().value()));
    }
    return listings;
  }

  @Override
  public Lookup find(Caller caller, String id) {
    Optional<ModelListing> found =
        switch (ModelName.of(id)) {
          case ModelName.AgentDefault() -> agent(caller, models.defaultAgent().id(), id);
          case ModelName.OfAgent(String agent) ->
              AgentId.isValid(agent) ? agent(caller, AgentId.of(agent), id) : Optional.empty();
          case ModelName.Reference(String text) ->
              models
                  .route(text)
                  .map(route -> new ModelListing(route.reference(), route.provider().value()));
        };
    return found
        .<Lookup>map(Lookup.Found::new)
        .orElseGet(() -> new Lookup.NotFound(nearest(caller, id)));
  }

  /** What a request hears whose model nobody knows. */
  Refusal unknownModel(TurnRequest request) {
    return new Refusal(
        RefusalReason.MODEL_NOT_FOUND,
        "The model does not exist or is not configured. Nothing was stored. "
            + advice(request.caller(), request.model()),
        "model");
  }

  /** What to name instead of a model nobody knows, as the end of a message. */
  String advice(Caller caller, String id) {
    List<String> nearest = nearest(caller, id);
    return nearest.isEmpty()
        ? "GET /v1/models lists what can be named."
        : "Did you mean " + String.join(" or ", nearest) + "? GET /v1/models lists all.";
  }

  private Optional<ModelListing> agent(Caller caller, AgentId id, String name) {
    return models
        .agent(id)
        .filter(agent -> caller.agents().reaches(agent.id()))
        .map(agent -> new ModelListing(name.strip(), OWNER));
  }

  private List<String> nearest(Caller caller, String id) {
    return NearestName.of(id, list(caller).stream().map(ModelListing::id).toList());
  }
}
