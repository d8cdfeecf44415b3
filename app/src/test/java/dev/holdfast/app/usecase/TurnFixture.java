package dev.holdfast.app.usecase;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.spi.ExposedBinding;
import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.configuration.Credential;
import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.app.configuration.MaxTokensName;
import dev.holdfast.app.configuration.ModelSettings;
import dev.holdfast.app.configuration.ProviderApi;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.app.configuration.SessionSettings;
import dev.holdfast.app.configuration.TurnSettings;
import dev.holdfast.app.context.ContextModule;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.memory.InMemoryStore;
import dev.holdfast.ports.memory.RecordedTelemetry;
import dev.holdfast.ports.out.env.DiskSpace;
import dev.holdfast.ports.out.env.FirstToken;
import dev.holdfast.ports.out.env.LogControl;
import dev.holdfast.ports.out.env.ProcessIdentity;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.env.TokenTexts;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The real use cases on a store in memory, with one provider a test can script. */
final class TurnFixture {

  /** Where callers would reach the use cases. */
  static final String URL = "http://127.0.0.1:18790";

  static final String KEY = "agent:main:web:direct:ann";

  /** A request that is new and waits if it must. */
  static final TurnRequest.Arrival ARRIVAL =
      new TurnRequest.Arrival(
          new RequestDigest("0".repeat(64)),
          new TurnRequest.Repetition.None(),
          TurnRequest.WhenBusy.QUEUE);

  final SetClock clock = new SetClock();
  private final AtomicLong passed = new AtomicLong();
  final ScriptedRuntime upstream = new ScriptedRuntime();
  final InMemoryStore store;
  final FailingWrites writes;
  final FailingSessionReads sessions;
  final FailingTurnReads turns;
  final FailingChangeReads changes;
  final FailingControlPlaneReads controlPlane;
  final RecordedTelemetry telemetry = new RecordedTelemetry();
  final ScriptedProcess process;
  final ConfigurationInForce configuration;
  final Injector injector;
  final GatewayService gateway;
  final Conversations conversations;

  private TurnFixture(Duration turnTimeout, long freeBytes) {
    this(
        turnTimeout,
        freeBytes,
        SessionSettings.defaults(),
        new InMemoryStore(new StoreId("fixture")));
  }

  private TurnFixture(
      Duration turnTimeout, long freeBytes, SessionSettings session, InMemoryStore store) {
    this(turnTimeout, freeBytes, session, store, Takeover.AT_ONCE);
  }

  private TurnFixture(
      Duration turnTimeout,
      long freeBytes,
      SessionSettings session,
      InMemoryStore store,
      Takeover takeover) {
    this.store = store;
    this.writes = new FailingWrites(store);
    this.sessions = new FailingSessionReads(store.sessionReads());
    this.turns = new FailingTurnReads(store.turnReads());
    this.changes = new FailingChangeReads(store.changeReads());
    this.controlPlane = new FailingControlPlaneReads(store.controlPlaneReads());
    Configuration first = configuration(turnTimeout, session);
    this.configuration = new ConfigurationInForce(first);
    this.process = new ScriptedProcess(first);
    injector =
        Guice.createInjector(
            new QueryModule(),
            new TurnModule(TurnModule.Host.GATEWAY, () -> System.nanoTime() + passed.get()),
            new ContextModule(),
            new Around(freeBytes, takeover));
    gateway = injector.getInstance(GatewayService.class);
    conversations = injector.getInstance(Conversations.class);
  }

  /** The turns of the use cases. */
  RunningTurns running() {
    return inside(RunningTurns.class);
  }

  /** A part of the use cases, which their module keeps to itself. */
  <T> T inside(Class<T> part) {
    ExposedBinding<Conversations> exposed =
        (ExposedBinding<Conversations>) injector.getBinding(Conversations.class);
    return exposed.getPrivateElements().getInjector().getInstance(part);
  }

  /** Use cases whose store is open. */
  static TurnFixture started() {
    return started(Duration.ofSeconds(20));
  }

  /** Use cases whose sessions are configured so. */
  static TurnFixture started(SessionSettings session) {
    TurnFixture fixture =
        new TurnFixture(
            Duration.ofSeconds(20),
            Long.MAX_VALUE,
            session,
            new InMemoryStore(new StoreId("fixture")));
    fixture.gateway.start(Storage.Creation.IF_ABSENT, URL);
    return fixture;
  }

  /** The use cases of another process on the same store, which is open. */
  TurnFixture beside() {
    return new TurnFixture(
        Duration.ofSeconds(20), Long.MAX_VALUE, SessionSettings.defaults(), store);
  }

  /** Use cases of a process that shares its store with others, which is open. */
  static TurnFixture sharing() {
    TurnFixture fixture =
        new TurnFixture(
            Duration.ofSeconds(20),
            Long.MAX_VALUE,
            SessionSettings.defaults(),
            new InMemoryStore(new StoreId("fixture")),
            Takeover.AFTER_DEADLINE);
    fixture.gateway.start(Storage.Creation.IF_ABSENT, URL);
    return fixture;
  }

  static TurnFixture started(Duration turnTimeout) {
    return started(turnTimeout, Long.MAX_VALUE);
  }

  static TurnFixture started(Duration turnTimeout, long freeBytes) {
    TurnFixture fixture = new TurnFixture(turnTimeout, freeBytes);
    fixture.gateway.start(Storage.Creation.IF_ABSENT, URL);
    return fixture;
  }

  /** Lets time pass for whoever measures it; nobody set a clock. */
  void pass(Duration time) {
    clock.ahead = clock.ahead.plus(time);
    passed.addAndGet(time.toNanos());
  }

  /** Says something in the fixture's session and waits for the outcome. */
  TurnOutcome say(String text) {
    return run(request(new TurnRequest.Target.ByKey(KEY), "holdfast", text));
  }

  TurnOutcome run(TurnRequest request) {
    return conversations.prepare(request, new OfBegin(() -> {})).run();
  }

  static TurnRequest request(TurnRequest.Target target, String model, String text) {
    return request(target, model, List.of(Item.message(Role.USER, text)));
  }

  static TurnRequest request(TurnRequest.Target target, String model, List<Item> items) {
    return request(Caller.LOCAL_OPERATOR, target, model, items);
  }

  static TurnRequest request(
      Caller caller, TurnRequest.Target target, String model, List<Item> items) {
    return request(caller, target, model, items, CallParameters.NONE);
  }

  static TurnRequest request(
      Caller caller,
      TurnRequest.Target target,
      String model,
      List<Item> items,
      CallParameters parameters) {
    return new TurnRequest(
        caller,
        new RequestId("req_1"),
        ARRIVAL,
        TurnApi.CHAT_COMPLETIONS,
        target,
        "",
        model,
        new TurnRequest.History.Configured(),
        List.of(),
        InputItem.given(items),
        parameters,
        ModelCall.Delivery.WHOLE,
        new TurnRequest.ResponseWish.None());
  }

  /** A request of the fixture's session that came in this way, by this caller. */
  static TurnRequest arriving(
      TurnRequest plain, TurnRequest.Arrival arrival, ModelCall.Delivery delivery) {
    return arriving(plain, arrival, delivery, plain.api(), plain.response());
  }

  /** The same by an API, with what becomes of its response. */
  static TurnRequest arriving(
      TurnRequest plain,
      TurnRequest.Arrival arrival,
      ModelCall.Delivery delivery,
      TurnApi api,
      TurnRequest.ResponseWish response) {
    return new TurnRequest(
        plain.caller(),
        plain.id(),
        arrival,
        api,
        plain.target(),
        plain.agent(),
        plain.model(),
        plain.history(),
        plain.instructions(),
        plain.items(),
        plain.parameters(),
        delivery,
        response);
  }

  /** What the fixture's session holds, one text an event. */
  List<String> transcript() {
    return switch (store.sessionReads().snapshot(AgentId.MAIN, SessionKey.ofStored(KEY))) {
      case SessionSnapshot.Absent() -> List.of();
      case SessionSnapshot.Present present ->
          present.path().stream().map(TurnFixture::text).toList();
    };
  }

  static String text(TranscriptEvent event) {
    return text(event.item());
  }

  static String text(Item item) {
    return switch (item) {
      case Item.Message message ->
          message.role()
              + ":"
              + message.content().stream()
                  .map(part -> part instanceof ContentPart.Text text ? text.text() : "?")
                  .reduce("", String::concat);
      case Item.ToolCall call -> "CALL:" + call.name();
      case Item.ToolResult result -> "RESULT:" + result.callId();
      case Item.Other other -> "OTHER:" + other.type();
    };
  }

  /** What the model saw when it was last asked. */
  List<String> lastPrompt() {
    List<ModelCall> calls = new ArrayList<>(upstream.calls);
    return calls.getLast().prompt().stream().map(item -> text(item.item())).toList();
  }

  /** Hears of the begin only. */
  record OfBegin(Runnable began) implements TurnObserver {

    @Override
    public void named(TurnId turn) {}

    @Override
    public void replaying() {}

    @Override
    public void started(TurnFacts facts) {
      began.run();
    }

    @Override
    public void delta(ModelDelta delta) {}
  }

  /** What stands around the use cases in this fixture. */
  private final class Around extends AbstractModule {

    private final long freeBytes;
    private final Takeover takeover;

    Around(long freeBytes, Takeover takeover) {
      this.freeBytes = freeBytes;
      this.takeover = takeover;
    }

    @Override
    protected void configure() {
      bind(ConfigurationInForce.class).toInstance(configuration);
      bind(ConfigurationSource.class).toInstance(process);
      bind(GatewayWishes.class).toInstance(process);
      bind(LogControl.class).toInstance(process);
      bind(RouteCanonicalizer.class)
          .toInstance(new RouteCanonicalizer(configuration.now().operatorDefinedProviders()));
      bind(Telemetry.class).toInstance(telemetry);
      bind(Clock.class).toInstance(clock);
      bind(Storage.class).toInstance(store);
      bind(WriteTransactions.class).toInstance(writes);
      bind(SessionReads.class).toInstance(sessions);
      bind(TurnReads.class).toInstance(turns);
      bind(ResponseReads.class).toInstance(store.responseReads());
      bind(IdempotencyReads.class).toInstance(store.idempotencyReads());
      bind(ChangeReads.class).toInstance(changes);
      bind(ControlPlaneReads.class).toInstance(controlPlane);
      bind(LeaseTerms.class).toInstance(LeaseTerms.standard(takeover));
      bind(ProcessIdentity.class).toInstance(new ProcessIdentity(1, "here"));
      bind(DiskSpace.class).toInstance(() -> freeBytes);
      bind(FirstToken.class).toInstance(new FixedToken());
      bind(AuditAuthor.OperatingSystemUser.class)
          .toInstance(new AuditAuthor.OperatingSystemUser("ann"));
      AtomicInteger tokens = new AtomicInteger();
      bind(TokenTexts.class)
          .toInstance(() -> TokenText.of("fixture-token-" + tokens.incrementAndGet()));
      bind(InstalledRuntimes.class)
          .toInstance(new InstalledRuntimes(Map.of(RuntimeId.API, upstream), upstream));
    }
  }

  private static Configuration configuration(Duration turnTimeout, SessionSettings session) {
    ProviderSettings acme = provider("acme", "m-1", ProviderApi.CHAT, Prefill.REFUSED);
    ProviderSettings openai = provider("openai", "gpt-5.5", ProviderApi.CHAT, Prefill.ALLOWED);
    ProviderSettings modern = provider("modern", "m-2", ProviderApi.RESPONSES, Prefill.REFUSED);
    return new Configuration(
        GatewaySettings.defaults(),
        AgentId.MAIN,
        Map.of(
            AgentId.MAIN,
            new AgentSettings(
                AgentId.MAIN, route("acme/m-1"), "Be brief.", HistoryMode.AUTO, turnTimeout)),
        Map.of(acme.id(), acme, openai.id(), openai, modern.id(), modern),
        Map.of(),
        session,
        TurnSettings.defaults());
  }

  private static ProviderSettings provider(
      String id, String model, ProviderApi api, Prefill prefill) {
    return new ProviderSettings(
        ProviderId.of(id),
        URI.create("http://127.0.0.1:1/v1"),
        api,
        MaxTokensName.MAX_COMPLETION_TOKENS,
        new Credential.None(),
        List.of(ModelSettings.unstated(new ModelId(model))),
        prefill);
  }

  static ModelRoute route(String reference) {
    RouteCanonicalizer canonicalizer = new RouteCanonicalizer(Set.of());
    if (canonicalizer.canonicalize(RouteDraft.ofReference(reference))
        instanceof Canonicalization.Canonical canonical) {
      return canonical.route();
    }
    throw new AssertionError("not a route: " + reference);
  }

  private static final class FixedToken implements FirstToken {

    @Override
    public Optional<TokenHash> read() {
      return Optional.empty();
    }

    @Override
    public TokenHash create() {
      return TokenHash.of("fixture-token");
    }
  }
}
