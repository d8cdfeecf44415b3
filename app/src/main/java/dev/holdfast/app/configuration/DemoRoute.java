package dev.holdfast.app.configuration;

import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import java.util.Set;

/** The route to the built-in offline provider: what holds until another provider is configured. */
public final class DemoRoute {

  /** The one model of the built-in provider. */
  public static final ModelId MODEL = new ModelId("demo");

  private DemoRoute() {}

  /** The route. */
  public static ModelRoute route() {
    RouteDraft draft = new RouteDraft(ProviderId.DEMO.value(), MODEL.value(), "", "");
    return switch (new RouteCanonicalizer(Set.of()).canonicalize(draft)) {
      case Canonicalization.Canonical canonical -> canonical.route();
      case Canonicalization.NoRoute none ->
          throw new IllegalStateException("the built-in route is not canonical: " + none);
    };
  }
}
