package dev.holdfast.app.usecase;

import dev.holdfast.domain.route.AuthSelection;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RuntimeIntent;

final class Forbidden {

  ModelRoute route() {
    return new ModelRoute(
        new ProviderId("openai-codex"),
        new ModelId("gpt-5.5"),
        RuntimeIntent.usual(),
        AuthSelection.configured());
  }
}
