package dev.holdfast.app.usecase;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Callers;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.GatewayControl;
import dev.holdfast.ports.in.GatewayIdentity;
import dev.holdfast.ports.in.LogLevels;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.Revocations;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.env.ProcessIdentity;
import java.time.Clock;
import java.util.function.LongSupplier;

/** Publishes what runs turns: the in-ports of a gateway, its life cycle and its identities. */
public final class TurnModule extends PrivateModule {

  private final Host host;
  private final LongSupplier monotonicNanos;

  /** The use cases in a process of a kind. */
  public TurnModule(Host host) {
    this(host, System::nanoTime);
  }

  /** The same by a clock that counts nanoseconds from anywhere and only goes on. */
  TurnModule(Host host, LongSupplier monotonicNanos) {
    this.host = host;
    this.monotonicNanos = monotonicNanos;
  }

  /** What the use cases run in. */
  public enum Host {
    /** One that can be drained, renewed and stopped. */
    GATEWAY,
    /** One that ends when its work is done. */
    COMMAND
  }

  @Override
  protected void configure() {
    bind(IdSource.class).to(RandomIds.class);
    bind(RandomIds.class).in(Singleton.class);
    bind(Lifecycle.class).in(Singleton.class);
    bind(FreeSpace.class).in(Singleton.class);
    bind(RuntimeChoice.class).in(Singleton.class);
    bind(Lanes.class).in(Singleton.class);
    bind(LeaseKeeper.class).in(Singleton.class);
    bind(RunningTurns.class).in(Singleton.class);
    bind(TurnTimers.class).in(Singleton.class);
    bind(LastCalls.class).in(Singleton.class);
    bind(WriteBoundary.class).in(Singleton.class);
    bind(ResponseLookup.class).in(Singleton.class);
    bind(TurnPlacement.class).in(Singleton.class);
    bind(Attempts.class).in(Singleton.class);
    bind(EarlierAttempts.class).in(Singleton.class);
    bind(ToldAgain.class).in(Singleton.class);
    bind(SessionResets.class).in(Singleton.class);
    bind(TurnAdmission.class).in(Singleton.class);
    bind(TurnInputs.class).in(Singleton.class);
    bind(TurnPlanner.class).in(Singleton.class);
    bind(TurnMachinery.class).in(Singleton.class);
    bind(CallerService.class).in(Singleton.class);
    bind(StuckTurns.class).in(Singleton.class);
    bind(RecoveryService.class).in(Singleton.class);
    bind(IdentityService.class).in(Singleton.class);
    bind(AuditService.class).in(Singleton.class);
    bind(RenewalAudit.class);
    bind(SessionAddress.class).in(Singleton.class);
    bind(SessionPages.class).in(Singleton.class);
    bind(SessionLane.class).in(Singleton.class);
    bind(SessionMoves.class).in(Singleton.class);
    bind(SessionService.class).in(Singleton.class);
    bind(TokenBinding.class).in(Singleton.class);
    bind(TokenStore.class).in(Singleton.class);
    bind(TokenService.class).in(Singleton.class);
    bind(TurnService.class).in(Singleton.class);
    bind(ResponseService.class).in(Singleton.class);
    bind(ReachedAgents.class).in(Singleton.class);
    bind(TurnPages.class).in(Singleton.class);
    bind(TurnControlService.class).in(Singleton.class);
    bind(ChangeFeedService.class).in(Singleton.class);
    bind(Retention.class).in(Singleton.class);
    bind(ReadinessService.class).in(Singleton.class);
    bind(GatewayService.class).in(Singleton.class);

    bind(Callers.class).to(CallerService.class);
    bind(Recovery.class).to(RecoveryService.class);
    bind(GatewayIdentity.class).to(IdentityService.class);
    bind(Revocations.class).to(CallerService.class);
    bind(AuditTrail.class).to(AuditService.class);
    bind(TokenAdministration.class).to(TokenService.class);
    bind(SessionAdministration.class).to(SessionService.class);
    bind(Conversations.class).to(TurnService.class);
    bind(Responses.class).to(ResponseService.class);
    bind(TurnAdministration.class).to(TurnControlService.class);
    bind(ChangeFeed.class).to(ChangeFeedService.class);
    bind(Readiness.class).to(ReadinessService.class);

    expose(Callers.class);
    expose(Recovery.class);
    expose(GatewayIdentity.class);
    expose(Revocations.class);
    expose(AuditTrail.class);
    expose(RenewalAudit.class);
    expose(TokenAdministration.class);
    expose(SessionAdministration.class);
    expose(SessionAddress.class);
    expose(Conversations.class);
    expose(Responses.class);
    expose(TurnAdministration.class);
    expose(ChangeFeed.class);
    expose(Readiness.class);
    expose(IdSource.class);
    expose(GatewayService.class);
    switch (host) {
      case GATEWAY -> lookAfterProcess();
      case COMMAND -> {}
    }
  }

  private void lookAfterProcess() {
    bind(ConfigurationReload.class).in(Singleton.class);
    bind(GatewayControl.class).to(GatewayControlService.class).in(Singleton.class);
    bind(LogLevels.class).to(LogLevelService.class).in(Singleton.class);
    bind(GatewayControlService.class);
    bind(LogLevelService.class);
    expose(GatewayControl.class);
    expose(LogLevels.class);
  }

  @Provides
  @Singleton
  LeaseClock leaseClock(Clock wall) {
    return new LeaseClock(wall, monotonicNanos);
  }

  /** Asked for anew each time, because the bounds may be changed. */
  @Provides
  QueueSettings queue(ConfigurationInForce configuration) {
    return configuration.now().session().queue();
  }

  @Provides
  @Singleton
  InstanceId instance(RandomIds ids, ProcessIdentity process) {
    return ids.newInstanceId(process);
  }
}
