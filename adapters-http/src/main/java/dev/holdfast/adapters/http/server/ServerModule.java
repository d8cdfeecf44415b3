package dev.holdfast.adapters.http.server;

import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import dev.holdfast.adapters.http.GatewayServer;

/** Publishes the server and none of its parts. It needs the metrics beside what its ports are. */
public final class ServerModule extends PrivateModule {

  private final ServerLimits limits;

  /** A server with its standard bounds. */
  public ServerModule() {
    this(ServerLimits.STANDARD);
  }

  ServerModule(ServerLimits limits) {
    this.limits = limits;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    bind(ServerLimits.class).toInstance(limits);
    bind(GatewayServer.class).to(JavalinGatewayServer.class).in(Singleton.class);
    bind(JavalinGatewayServer.class).in(Singleton.class);
    bind(Routes.class).in(Singleton.class);
    bind(Dispatcher.class).in(Singleton.class);
    bind(RunningExchanges.class).in(Singleton.class);
    bind(KeepAlives.class).in(Singleton.class);
    bind(StreamGuard.class).in(Singleton.class);
    bind(Gate.class).in(Singleton.class);
    bind(Hosts.class).in(Singleton.class);
    bind(Origins.class).in(Singleton.class);
    bind(HealthEndpoint.class).in(Singleton.class);
    bind(IdentityEndpoint.class).in(Singleton.class);
    bind(ReadyEndpoint.class).in(Singleton.class);
    bind(MetricsEndpoint.class).in(Singleton.class);
    bind(ModelsEndpoint.class).in(Singleton.class);
    bind(ChatEndpoint.class).in(Singleton.class);
    bind(ResponseEndpoint.class).in(Singleton.class);
    bind(StoredResponseEndpoint.class).in(Singleton.class);
    bind(ActivityRoutes.class).in(Singleton.class);
    bind(TurnsEndpoint.class).in(Singleton.class);
    bind(RecoveryEndpoint.class).in(Singleton.class);
    bind(EventsEndpoint.class).in(Singleton.class);
    bind(SessionRoutes.class).in(Singleton.class);
    bind(SessionsEndpoint.class).in(Singleton.class);
    bind(ArchivesEndpoint.class).in(Singleton.class);
    bind(GatewayRoutes.class).in(Singleton.class);
    bind(GatewayEndpoint.class).in(Singleton.class);
    bind(LogLevelEndpoint.class).in(Singleton.class);
    bind(ManagementRoutes.class).in(Singleton.class);
    bind(ManagementBodies.class).in(Singleton.class);
    bind(TokensEndpoint.class).in(Singleton.class);
    bind(AuditEndpoint.class).in(Singleton.class);
    bind(EventLogs.class).in(Singleton.class);
    bind(RequestBodies.class).in(Singleton.class);
    bind(ChatRequestReader.class).in(Singleton.class);
    bind(TurnHeaders.class).in(Singleton.class);
    expose(GatewayServer.class);
  }
}
