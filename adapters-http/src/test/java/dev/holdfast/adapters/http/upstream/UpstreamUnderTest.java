package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.UpstreamApi;
import dev.holdfast.adapters.http.UpstreamCredential;
import dev.holdfast.adapters.http.UpstreamProvider;
import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A runtime with one provider, and calls to it. */
final class UpstreamUnderTest {

  static final ProviderId PROVIDER = ProviderId.of("acme");
  static final String KEY = "sk-very-secret";
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private UpstreamUnderTest() {}

  static UpstreamChatRuntime runtime(URI baseUrl) {
    return runtime(baseUrl, new UpstreamCredential.BearerKey(KEY));
  }

  static UpstreamChatRuntime runtime(URI baseUrl, UpstreamCredential credential) {
    return new UpstreamChatRuntime(
        new UpstreamSettings(
            Map.of(PROVIDER, new UpstreamProvider(baseUrl, UpstreamApi.CHAT, credential))),
        new CountingIds(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static ModelCall call(Delivery delivery) {
    return call(delivery, RawFields.NONE, LIMIT);
  }

  static ModelCall call(Delivery delivery, RawFields parameters, Duration limit) {
    return new ModelCall(
        route(),
        List.of(new PromptItem(Item.message(Role.USER, "Hello?"), EventOrigin.client())),
        new CallParameters.OfChat(parameters),
        delivery,
        limit);
  }

  private static ModelRoute route() {
    RouteDraft draft = new RouteDraft(PROVIDER.value(), "vendor/Model-1", "", "");
    return switch (new RouteCanonicalizer(Set.of()).canonicalize(draft)) {
      case Canonicalization.Canonical canonical -> canonical.route();
      case Canonicalization.NoRoute none -> throw new AssertionError(none);
    };
  }
}
