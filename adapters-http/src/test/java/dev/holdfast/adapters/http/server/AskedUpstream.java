package dev.holdfast.adapters.http.server;

import com.google.inject.Guice;
import com.google.inject.Key;
import dev.holdfast.adapters.http.UpstreamApi;
import dev.holdfast.adapters.http.UpstreamCredential;
import dev.holdfast.adapters.http.UpstreamProvider;
import dev.holdfast.adapters.http.UpstreamRuntime;
import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.adapters.http.server.ScriptedConversations.Scene;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.adapters.http.upstream.CountingIds;
import dev.holdfast.adapters.http.upstream.UpstreamModule;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Turns that the real upstream client fails, because of what a provider on the loopback does. */
final class AskedUpstream {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final ModelRoute ANSWERING = Scenes.route("acme/model");
  private static final ModelRoute UNREACHABLE = Scenes.route("nobody/model");

  private final UpstreamStub stub = UpstreamStub.start();
  private final ModelRuntime runtime =
      Guice.createInjector(
              new UpstreamModule(),
              binder -> {
                binder.bind(UpstreamSettings.class).toInstance(settings());
                binder.bind(IdSource.class).to(CountingIds.class);
                binder.bind(Clock.class).toInstance(Clock.systemUTC());
              })
          .getInstance(Key.get(ModelRuntime.class, UpstreamRuntime.class));

  private UpstreamSettings settings() {
    return new UpstreamSettings(
        Map.of(
            ANSWERING.provider(), provider(stub.baseUrl()),
            UNREACHABLE.provider(), provider(UpstreamStub.refusingBaseUrl())));
  }

  private static UpstreamProvider provider(URI baseUrl) {
    return new UpstreamProvider(baseUrl, UpstreamApi.CHAT, new UpstreamCredential.BearerKey("key"));
  }

  /** Turns for which the provider has this answer. */
  Scene answering(StubReply reply) {
    return (request, observer, gone) -> {
      stub.next(reply);
      return failed(ANSWERING, request, observer);
    };
  }

  /** Turns whose provider listens nowhere. */
  Scene unreachable() {
    return (request, observer, gone) -> failed(UNREACHABLE, request, observer);
  }

  private TurnOutcome failed(ModelRoute route, TurnRequest request, TurnObserver observer) {
    TurnFacts facts = Scenes.facts(request);
    observer.started(facts);
    ModelCall call =
        new ModelCall(
            route,
            request.items().stream()
                .map(InputItem.Given.class::cast)
                .map(given -> new PromptItem(given.item(), EventOrigin.client()))
                .toList(),
            request.parameters(),
            request.delivery(),
            LIMIT);
    return switch (runtime.prepare(call, observer::delta).run()) {
      case ModelOutcome.Failed(var failure) -> new TurnOutcome.Failed(facts, failure);
      case ModelOutcome.Answered answered -> throw new AssertionError("answered: " + answered);
      case ModelOutcome.Cancelled cancelled -> throw new AssertionError("cancelled: " + cancelled);
    };
  }

  /** Drops the connections and ends the provider. */
  void close() throws Exception {
    ((AutoCloseable) runtime).close();
    stub.close();
  }
}
