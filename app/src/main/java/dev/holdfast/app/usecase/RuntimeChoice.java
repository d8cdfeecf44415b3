package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.route.AuthProfileId;
import dev.holdfast.domain.route.AuthSelection;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.domain.route.RuntimeIntent;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.out.model.ModelRuntime;
import jakarta.inject.Inject;

/** Finds what executes a route. Who pays never changes silently: a missing runtime is refused. */
final class RuntimeChoice {

  private final ConfigurationInForce configuration;
  private final ModelCatalog models;
  private final InstalledRuntimes installed;

  @Inject
  RuntimeChoice(
      ConfigurationInForce configuration, ModelCatalog models, InstalledRuntimes installed) {
    this.configuration = configuration;
    this.models = models;
    this.installed = installed;
  }

  /** What executes a route, or why nothing may. */
  sealed interface Choice {

    record Runs(ModelRuntime runtime) implements Choice {}

    record Refused(Refusal refusal) implements Choice {}
  }

  Choice choose(ModelRoute route) {
    if (route.auth() instanceof AuthSelection.Profile(AuthProfileId profile)) {
      return new Choice.Refused(
          Refusal.of(
              RefusalReason.ROUTE_UNRESOLVED,
              "The route "
                  + route.reference()
                  + " is bound to the auth profile "
                  + profile
                  + ", which does not exist here. Nothing was stored. Name a model in the request"
                  + " to use the provider's configured credential."));
    }
    RuntimeId wanted =
        switch (route.runtime()) {
          case RuntimeIntent.Usual() -> RuntimeId.API;
          case RuntimeIntent.Named(RuntimeId runtime) ->
              configuration.now().runtimes().getOrDefault(runtime, runtime);
        };
    if (models.isDemo(route.provider()) && wanted.equals(RuntimeId.API)) {
      return new Choice.Runs(installed.demo());
    }
    ModelRuntime runtime = installed.byId().get(wanted);
    return runtime == null ? unavailable(route, wanted) : new Choice.Runs(runtime);
  }

  private static Choice unavailable(ModelRoute route, RuntimeId wanted) {
    return new Choice.Refused(
        new Refusal(
            RefusalReason.RUNTIME_UNAVAILABLE,
            "The route "
                + route.reference()
                + " asks for the runtime '"
                + wanted
                + "', which is not installed. Nothing was stored, and nobody was billed instead."
                + " To let the provider's API answer, and its credential pay, set \"runtimes\": {\""
                + wanted
                + "\": \"api\"} in the configuration and restart the gateway.",
            "model"));
  }
}
