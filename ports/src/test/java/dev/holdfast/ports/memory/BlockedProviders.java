package dev.holdfast.ports.memory;

import dev.holdfast.domain.route.AuthSelection;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Provider ids that no row may hold: what a real store's triggers refuse. */
record BlockedProviders(Set<String> ids) {

  private static final String OPENAI = "openai";

  BlockedProviders {
    ids = Set.copyOf(ids);
  }

  void check(ModelRoute route) {
    check(route.provider());
    refuseIf(route.provider().value().equals(OPENAI) && startsBlocked(route.model().value(), '/'));
    refuseIf(
        route.auth() instanceof AuthSelection.Profile(var profile)
            && startsBlocked(profile.value(), ':'));
  }

  void check(ProviderId provider) {
    refuseIf(ids.contains(provider.value()));
  }

  private boolean startsBlocked(String text, char separator) {
    int end = text.indexOf(separator);
    return end > 0 && ids.contains(text.substring(0, end).strip().toLowerCase(Locale.ROOT));
  }

  private static void refuseIf(boolean legacy) {
    if (legacy) {
      throw new StorageFailure(
          StorageFailure.Code.CONSTRAINT, "A legacy route was refused.", Map.of());
    }
  }
}
