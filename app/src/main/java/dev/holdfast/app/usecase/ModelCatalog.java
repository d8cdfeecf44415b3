package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.DemoRoute;
import dev.holdfast.app.configuration.ModelSettings;
import dev.holdfast.app.configuration.ProviderApi;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import dev.holdfast.domain.transcript.RawFields;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;

/** What the configuration says of agents, providers and models. */
final class ModelCatalog {

  /** A rough size of request members in tokens: tool definitions count against the window too. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final ConfigurationInForce configuration;
  private final RouteCanonicalizer canonicalizer;

  @Inject
  ModelCatalog(ConfigurationInForce configuration, RouteCanonicalizer canonicalizer) {
    this.configuration = configuration;
    this.canonicalizer = canonicalizer;
  }

  Optional<AgentSettings> agent(AgentId id) {
    return Optional.ofNullable(configuration.now().agents().get(id));
  }

  AgentSettings defaultAgent() {
    return agent(configuration.now().defaultAgent()).orElseThrow();
  }

  /** Every agent, in the operator's order. */
  Collection<AgentSettings> agents() {
    return configuration.now().agents().values();
  }

  /** Every configured provider, in the operator's order; the built-in one is not among them. */
  Collection<ProviderSettings> providers() {
    return configuration.now().providers().values();
  }

  /**
   * The route a reference names, if its provider is configured and offers the model: {@code
   * provider/model}, or a bare model that a configured provider lists.
   */
  Optional<ModelRoute> route(String reference) {
    return switch (canonicalizer.canonicalize(RouteDraft.ofReference(reference))) {
      case Canonicalization.Canonical canonical ->
          Optional.of(canonical.route()).filter(this::isOffered);
      case Canonicalization.NoRoute _ -> bareModel(reference.strip());
    };
  }

  /** Whether a request may end with a message of the assistant. */
  Prefill prefill(ModelRoute route) {
    ProviderSettings provider = configuration.now().providers().get(route.provider());
    return provider == null ? Prefill.REFUSED : provider.prefill();
  }

  /** Whether a route's provider is asked by the Responses API, whose own tools run there. */
  boolean speaksResponses(ModelRoute route) {
    ProviderSettings provider = configuration.now().providers().get(route.provider());
    return provider != null && provider.api() == ProviderApi.RESPONSES;
  }

  /** The tokens a prompt may hold beside the request's own members, at least 1. */
  long inputBudget(ModelRoute route, RawFields parameters) {
    long reserved = parameters.json().length() / CHARACTERS_PER_TOKEN;
    return Math.max(1, configuration.now().limitsOf(route).promptBudgetTokens() - reserved);
  }

  /** Whether a provider is the built-in one, and not the operator's own of that name. */
  boolean isDemo(ProviderId provider) {
    return provider.equals(ProviderId.DEMO)
        && !configuration.now().providers().containsKey(provider);
  }

  /** Whether a route leads to a model that the configuration offers. */
  boolean isOffered(ModelRoute route) {
    if (isDemo(route.provider())) {
      return route.model().equals(DemoRoute.MODEL);
    }
    ProviderSettings provider = configuration.now().providers().get(route.provider());
    return provider != null && provider.offers(route.model());
  }

  private Optional<ModelRoute> bareModel(String name) {
    for (ProviderSettings provider : providers()) {
      for (ModelSettings model : provider.models()) {
        if (model.id().value().equals(name)) {
          return canonical(provider.id(), model.id());
        }
      }
    }
    return name.equals(DemoRoute.MODEL.value())
        ? Optional.of(DemoRoute.route()).filter(this::isOffered)
        : Optional.empty();
  }

  private Optional<ModelRoute> canonical(ProviderId provider, ModelId model) {
    RouteDraft draft = new RouteDraft(provider.value(), model.value(), "", "");
    return canonicalizer.canonicalize(draft) instanceof Canonicalization.Canonical canonical
        ? Optional.of(canonical.route())
        : Optional.empty();
  }
}
