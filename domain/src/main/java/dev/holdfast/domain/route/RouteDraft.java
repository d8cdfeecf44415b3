package dev.holdfast.domain.route;

/**
 * A route as somebody wrote it, not yet canonical. Each part may be empty: nothing was said.
 *
 * @param model a model id or, where the provider is empty, a {@code provider/model} reference
 */
public record RouteDraft(String provider, String model, String runtime, String authProfile) {

  /** A bare reference such as {@code openai/gpt-5.5}. */
  public static RouteDraft ofReference(String reference) {
    return new RouteDraft("", reference, "", "");
  }

  /** The four columns a route is stored in; a part that is as usual is an empty column. */
  public static RouteDraft of(ModelRoute route) {
    String runtime =
        switch (route.runtime()) {
          case RuntimeIntent.Usual usual -> "";
          case RuntimeIntent.Named(RuntimeId id) -> id.value();
        };
    String authProfile =
        switch (route.auth()) {
          case AuthSelection.Configured configured -> "";
          case AuthSelection.Profile(AuthProfileId id) -> id.value();
        };
    return new RouteDraft(route.provider().value(), route.model().value(), runtime, authProfile);
  }
}
