package dev.holdfast.adapters.http.server;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import dev.holdfast.adapters.http.GatewayServer;
import dev.holdfast.adapters.http.GatewayServer.Start;
import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.metrics.MetricsModule;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Callers;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.GatewayControl;
import dev.holdfast.ports.in.GatewayIdentity;
import dev.holdfast.ports.in.LogLevels;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.Revocations;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.env.ProcessMemory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on a free port of this machine, over ports that tests set the scenes of. */
final class TestGateway implements AutoCloseable {

  /** A client may have its answer a moment before the exchange has ended. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** The identity of each token. */
  static final String TOKEN_ID = "id";

  static final String ADMIN_TOKEN = "token-admin";
  static final String WRITE_TOKEN = "token-write";
  static final String READ_TOKEN = "token-read";

  static final HttpSettings SETTINGS =
      new HttpSettings(InetAddress.getLoopbackAddress(), 0, List.of(), List.of(), List.of());

  private final ScriptedConversations conversations = new ScriptedConversations();
  private final KeptResponses responses = new KeptResponses();
  private final ScriptedTokens tokens = new ScriptedTokens();
  private final ScriptedSessions sessions = new ScriptedSessions();
  private final ScriptedAudit audit = new ScriptedAudit();
  private final ScriptedTurns turns = new ScriptedTurns();
  private final ScriptedFeed feed = new ScriptedFeed();
  private final ScriptedRevocations revocations = new ScriptedRevocations();
  private final ScriptedRecovery recovery = new ScriptedRecovery();
  private final ScriptedControl control = new ScriptedControl();
  private final ScriptedLogLevels logLevels = new ScriptedLogLevels();
  private final ScriptedIdentity identity = new ScriptedIdentity();
  private final AtomicInteger authentications = new AtomicInteger();
  private final JavalinGatewayServer server;
  private final Start start;
  private volatile boolean forgetful;
  private volatile Readiness.State state = Readiness.State.READY;

  private TestGateway(HttpSettings settings, ServerLimits limits) {
    this.server =
        (JavalinGatewayServer)
            Guice.createInjector(new Ports(settings), new MetricsModule(), new ServerModule(limits))
                .getInstance(GatewayServer.class);
    this.start = server.start();
  }

  static TestGateway start() {
    return start(SETTINGS);
  }

  static TestGateway start(HttpSettings settings) {
    return new TestGateway(settings, ServerLimits.STANDARD);
  }

  /** What starting gives, also when it fails. */
  static Start startOnly(HttpSettings settings) {
    try (TestGateway gateway = start(settings)) {
      return gateway.start;
    }
  }

  static TestGateway start(ServerLimits limits) {
    return new TestGateway(SETTINGS, limits);
  }

  /** One whose streams hear every moment that they are not forgotten. */
  static TestGateway startTalkative() {
    ServerLimits usual = ServerLimits.STANDARD;
    return start(
        new ServerLimits(
            usual.connections(),
            usual.bodyBytes(),
            usual.bodiesInFlightBytes(),
            usual.bodyWithin(),
            Duration.ofMillis(50),
            usual.callerTakesNothing()));
  }

  GatewayServer server() {
    return server;
  }

  Routes routes() {
    return server.routes();
  }

  InetSocketAddress address() {
    return ((Start.Listening) start).address();
  }

  ScriptedConversations conversations() {
    return conversations;
  }

  KeptResponses responses() {
    return responses;
  }

  ScriptedRecovery recovery() {
    return recovery;
  }

  ScriptedControl control() {
    return control;
  }

  ScriptedLogLevels logLevels() {
    return logLevels;
  }

  ScriptedIdentity identity() {
    return identity;
  }

  ScriptedTokens tokens() {
    return tokens;
  }

  ScriptedSessions sessions() {
    return sessions;
  }

  ScriptedAudit audit() {
    return audit;
  }

  ScriptedTurns turns() {
    return turns;
  }

  ScriptedFeed feed() {
    return feed;
  }

  ScriptedRevocations revocations() {
    return revocations;
  }

  /** From now on no token is known. */
  void forgetTokens() {
    forgetful = true;
  }

  /** How often a token was looked at. */
  int authentications() {
    return authentications.get();
  }

  void become(Readiness.State next) {
    state = next;
  }

  @Override
  public void close() {
    server.stop(GRACE);
  }

  private final class Ports extends AbstractModule {

    private final HttpSettings settings;

    Ports(HttpSettings settings) {
      this.settings = settings;
    }

    @Override
    protected void configure() {
      bind(HttpSettings.class).toInstance(settings);
      bind(Conversations.class).toInstance(conversations);
      bind(Responses.class).toInstance(responses);
      bind(TokenAdministration.class).toInstance(tokens);
      bind(SessionAdministration.class).toInstance(sessions);
      bind(AuditTrail.class).toInstance(audit);
      bind(TurnAdministration.class).toInstance(turns);
      bind(ChangeFeed.class).toInstance(feed);
      bind(Revocations.class).toInstance(revocations);
      bind(Recovery.class).toInstance(recovery);
      bind(GatewayControl.class).toInstance(control);
      bind(LogLevels.class).toInstance(logLevels);
      bind(GatewayIdentity.class).toInstance(identity);
      bind(Callers.class).toInstance(TestGateway.this::authenticate);
      bind(ModelQueries.class).toInstance(new TwoModels());
      bind(Readiness.class).toInstance(new SetReadiness());
      bind(ProcessMemory.class).toInstance(OptionalLong::empty);
      bind(IdSource.class).toInstance(new CountedIds());
      bind(Clock.class)
          .toInstance(Clock.fixed(Instant.parse("2026-01-02T03:00:00Z"), ZoneOffset.UTC));
    }
  }

  private Callers.Authentication authenticate(String token) {
    authentications.incrementAndGet();
    return switch (forgetful ? "" : token) {
      case ADMIN_TOKEN -> known(Scope.ADMIN);
      case WRITE_TOKEN -> known(Scope.WRITE);
      case READ_TOKEN -> known(Scope.READ);
      default -> new Callers.Authentication.Unknown();
    };
  }

  private static Callers.Authentication known(Scope scope) {
    return new Callers.Authentication.Known(
        new Caller(TOKEN_ID, "test", scope, new AgentBinding.Any(), new KeyBinding.Any()));
  }

  private final class SetReadiness implements Readiness {

    @Override
    public State state() {
      return state;
    }

    @Override
    public Map<String, String> details(Caller caller) {
      return Map.of("durability", "full");
    }

    @Override
    public State lifecycle() {
      return state;
    }
  }

  private static final class TwoModels implements ModelQueries {

    private static final List<ModelListing> MODELS =
        List.of(
            new ModelListing("holdfast/main", "holdfast"),
            new ModelListing("openai/gpt-5.5", "openai"));

    @Override
    public List<ModelListing> list(Caller caller) {
      return MODELS;
    }

    @Override
    public Lookup find(Caller caller, String id) {
      return MODELS.stream()
          .filter(model -> model.id().equals(id))
          .<Lookup>map(Lookup.Found::new)
          .findFirst()
          .orElse(new Lookup.NotFound(List.of("openai/gpt-5.5")));
    }
  }

  private static final class CountedIds implements IdSource {

    private final AtomicInteger requests = new AtomicInteger();

    @Override
    public SessionId newSessionId() {
      throw new UnsupportedOperationException("the server makes request ids only");
    }

    @Override
    public TurnId newTurnId() {
      throw new UnsupportedOperationException("the server makes request ids only");
    }

    @Override
    public EventId newEventId() {
      throw new UnsupportedOperationException("the server makes request ids only");
    }

    @Override
    public RequestId newRequestId() {
      return new RequestId("request-" + requests.incrementAndGet());
    }
  }
}
