package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.UpstreamApi;
import dev.holdfast.adapters.http.UpstreamCredential;
import dev.holdfast.adapters.http.UpstreamProvider;
import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.adapters.http.stub.ResponsesReply;
import dev.holdfast.adapters.http.stub.StubReply;
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

/** A runtime with a provider for each API at one address, and calls to them. */
final class UpstreamUnderTest {

  static final ProviderId PROVIDER = ProviderId.of("acme");
  private static final ProviderId OF_RESPONSES = ProviderId.of("modern");
  static final String KEY = "sk-very-secret";
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private UpstreamUnderTest() {}

  static HttpModelRuntime runtime(URI baseUrl) {
    return runtime(baseUrl, new UpstreamCredential.BearerKey(KEY));
  }

  static HttpModelRuntime runtime(URI baseUrl, UpstreamCredential credential) {
    UpstreamSettings settings =
        new UpstreamSettings(
            Map.of(
                PROVIDER, new UpstreamProvider(baseUrl, UpstreamApi.CHAT, credential),
                OF_RESPONSES, new UpstreamProvider(baseUrl, UpstreamApi.RESPONSES, credential)));
    return new HttpModelRuntime(
        () -> settings, new CountingIds(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** How an upstream is asked. */
  enum Asking {
    CHAT_WHOLE(UpstreamApi.CHAT, Delivery.WHOLE),
    CHAT_STREAMED(UpstreamApi.CHAT, Delivery.STREAMED),
    RESPONSES_WHOLE(UpstreamApi.RESPONSES, Delivery.WHOLE),
    RESPONSES_STREAMED(UpstreamApi.RESPONSES, Delivery.STREAMED);

    final ProviderId provider;
    final Delivery delivery;
    private final UpstreamApi api;

    Asking(UpstreamApi api, Delivery delivery) {
      this.api = api;
      this.delivery = delivery;
      this.provider =
          switch (api) {
            case CHAT, CHAT_WITH_MAX_TOKENS -> PROVIDER;
            case RESPONSES -> OF_RESPONSES;
          };
    }

    /** An answer in the dialect of the API. */
    StubReply reply(String text) {
      return switch (api) {
        case CHAT, CHAT_WITH_MAX_TOKENS -> StubReply.text(text);
        case RESPONSES -> ResponsesReply.text(text);
      };
    }

    /** An answer that calls a tool. */
    StubReply calling(String callId, String name, String arguments) {
      return switch (api) {
        case CHAT, CHAT_WITH_MAX_TOKENS -> StubReply.toolCall(callId, name, arguments);
        case RESPONSES -> ResponsesReply.toolCall(callId, name, arguments);
      };
    }

    /** The first words of a stream. */
    StubReply beginning(String text) {
      String words = StubReply.quoted(text);
      return switch (api) {
        case CHAT, CHAT_WITH_MAX_TOKENS ->
            StubReply.events("{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + words + "}}]}");
        case RESPONSES ->
            ResponsesReply.events(
                new ResponsesReply.Event(
                    "response.output_text.delta", "\"output_index\":0,\"delta\":" + words));
      };
    }

    /** That body of an answer that is asked for. */
    StubReply.Body body(StubReply answer) {
      return switch (delivery) {
        case WHOLE -> answer.whole();
        case STREAMED -> answer.streamed();
      };
    }

    ModelCall call() {
      return call(LIMIT);
    }

    ModelCall call(Duration limit) {
      return UpstreamUnderTest.call(
          provider, new CallParameters.OfChat(RawFields.NONE), delivery, limit);
    }
  }

  static ModelCall call(Delivery delivery) {
    return call(delivery, RawFields.NONE, LIMIT);
  }

  static ModelCall call(Delivery delivery, RawFields parameters, Duration limit) {
    return call(PROVIDER, new CallParameters.OfChat(parameters), delivery, limit);
  }

  private static ModelCall call(
      ProviderId provider, CallParameters parameters, Delivery delivery, Duration limit) {
    return new ModelCall(
        route(provider),
        List.of(new PromptItem(Item.message(Role.USER, "Hello?"), EventOrigin.client())),
        parameters,
        delivery,
        limit);
  }

  private static ModelRoute route(ProviderId provider) {
    RouteDraft draft = new RouteDraft(provider.value(), "vendor/Model-1", "", "");
    return switch (new RouteCanonicalizer(Set.of()).canonicalize(draft)) {
      case Canonicalization.Canonical canonical -> canonical.route();
      case Canonicalization.NoRoute none -> throw new AssertionError(none);
    };
  }
}
