package dev.holdfast.app.usecase;

import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import java.util.Set;

final class Allowed {

  Canonicalization route() {
    return new RouteCanonicalizer(Set.of())
        .canonicalize(new RouteDraft("openai-codex", "gpt-5.5", "", ""));
  }
}
