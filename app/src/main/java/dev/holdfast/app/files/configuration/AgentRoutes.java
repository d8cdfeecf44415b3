package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.DemoRoute;
import dev.holdfast.app.configuration.ModelSettings;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.route.AuthProfileId;
import dev.holdfast.domain.route.AuthSelection;
import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.domain.route.RuntimeIntent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the route of an agent of what its keys say, and checks it against the providers. */
final class AgentRoutes {

  private final Map<ProviderId, ProviderSettings> providers;
  private final Set<ProviderId> named;
  private final Set<RuntimeId> mappedRuntimes;
  private final RouteCanonicalizer canonicalizer;
  private final Problems problems;

  /**
   * For one configuration.
   *
   * @param providers those whose keys could be read
   * @param named every configured provider, unreadable ones too
   */
  AgentRoutes(
      Map<ProviderId, ProviderSettings> providers,
      Set<ProviderId> named,
      Set<RuntimeId> mappedRuntimes,
      Problems problems) {
    this.providers = providers;
    this.named = named;
    this.mappedRuntimes = mappedRuntimes;
    this.canonicalizer =
        new RouteCanonicalizer(
            named.stream().map(ProviderId::value).collect(Collectors.toUnmodifiableSet()));
    this.problems = problems;
  }

  /** The route of an agent that names none. */
  ModelRoute usual() {
    for (ProviderSettings provider : providers.values()) {
      for (ModelSettings model : provider.models()) {
        RouteDraft draft = new RouteDraft(provider.id().value(), model.id().value(), "", "");
        if (canonicalizer.canonicalize(draft) instanceof Canonicalization.Canonical canonical) {
          return canonical.route();
        }
      }
    }
    return DemoRoute.route();
  }

  /** The route an agent's keys name; empty after a problem was reported. */
  Optional<ModelRoute> of(Section agent) {
    Place place = agent.find(AgentsPart.MODEL).map(Located::place).orElse(agent.place());
    return switch (canonicalizer.canonicalize(draft(agent))) {
      case Canonicalization.Canonical(ModelRoute route, List<Finding> findings) -> {
        report(findings, place);
        check(route, agent, place);
        yield Optional.of(route);
      }
      case Canonicalization.NoRoute none -> {
        problems.error(
            place,
            "config-no-route",
            "The model is no route.",
            "Write provider and model, such as \"openai/gpt-5.5\".");
        yield Optional.empty();
      }
    };
  }

  private RouteDraft draft(Section agent) {
    String runtime = agent.get(AgentsPart.RUNTIME, "");
    String authProfile = agent.get(AgentsPart.AUTH_PROFILE, "");
    Optional<Located<String>> model = agent.find(AgentsPart.MODEL);
    if (model.isEmpty()) {
      ModelRoute usual = usual();
      return new RouteDraft(usual.provider().value(), usual.model().value(), runtime, authProfile);
    }
    String reference = model.get().value().strip();
    String provider = reference.contains("/") ? "" : listing(reference);
    return new RouteDraft(provider, reference, runtime, authProfile);
  }

  /** The first provider that lists a model of this bare name; empty if none does. */
  private String listing(String reference) {
    return providers.values().stream()
        .filter(
            provider ->
                provider.models().stream().anyMatch(model -> model.id().value().equals(reference)))
        .map(provider -> provider.id().value())
        .findFirst()
        .orElse("");
  }

  private void report(List<Finding> findings, Place place) {
    findings.forEach(
        finding ->
            problems.add(
                place, finding.id(), finding.severity(), finding.what(), finding.remedy()));
  }

  private void check(ModelRoute route, Section agent, Place place) {
    checkProvider(route, place);
    if (route.runtime() instanceof RuntimeIntent.Named(RuntimeId runtime)
        && !runtime.equals(RuntimeId.API)
        && !mappedRuntimes.contains(runtime)) {
      problems.warning(
          agent.find(AgentsPart.RUNTIME).map(Located::place).orElse(place),
          "config-runtime-not-installed",
          "The route asks for the runtime \""
              + runtime
              + "\", which is not installed, so the agent's turns are refused"
              + " (runtime_unavailable).",
          "To let the provider's API answer, and its credential pay, set \"runtimes\": {\""
              + runtime
              + "\": \"api\"}.");
    }
    if (route.auth() instanceof AuthSelection.Profile(AuthProfileId profile)) {
      problems.warning(
          agent.find(AgentsPart.AUTH_PROFILE).map(Located::place).orElse(place),
          "config-auth-profile-unknown",
          "There is no auth profile of that name, so the agent's turns are refused"
              + " (route_unresolved).",
          "Remove the key to let the provider's configured credential pay.");
    }
  }

  private void checkProvider(ModelRoute route, Place place) {
    if (!named.contains(route.provider())) {
      checkBuiltIn(route, place);
      return;
    }
    ProviderSettings provider = providers.get(route.provider());
    if (provider != null && !provider.offers(route.model())) {
      unknownModel(route, place, provider.models().stream().map(ModelSettings::id).toList());
    }
  }

  private void checkBuiltIn(ModelRoute route, Place place) {
    if (!route.provider().equals(ProviderId.DEMO)) {
      problems.error(
          place,
          "config-unknown-provider",
          "No provider of the name that the model begins with is configured.",
          Suggestion.of(
              route.provider().value(),
              named.stream().map(ProviderId::value).toList(),
              "Configure it under \"providers\"."));
    } else if (!route.model().equals(DemoRoute.MODEL)) {
      unknownModel(route, place, List.of(DemoRoute.MODEL));
    }
  }

  private void unknownModel(ModelRoute route, Place place, List<ModelId> offered) {
    problems.error(
        place,
        "config-unknown-model",
        "The provider \"" + route.provider() + "\" does not list that model.",
        Suggestion.of(
            route.model().value(),
            offered.stream().map(ModelId::value).toList(),
            "Add it to the provider's \"models\"."));
  }
}
