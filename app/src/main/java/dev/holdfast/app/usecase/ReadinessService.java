package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells whether the gateway can serve. */
final class ReadinessService implements Readiness {

  /** How long a commit of the probe counts: anybody may ask, and each probe writes to the disk. */
  private static final Duration PROBE_HOLDS = Duration.ofSeconds(1);

  /** A store that takes longer to commit does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Asks for a session that no store has: one look into an index. */
  private static final SessionId NO_SESSION = new SessionId("none");

  private static final String IN_SERVICE = "in service";
  private static final String NO_ANSWER =
      "its database did not answer within " + PATIENCE.toSeconds() + " s";

  private final ConfigurationInForce configuration;
  private final Lifecycle lifecycle;
  private final FreeSpace space;
  private final Storage storage;
  private final SessionReads sessions;
  private final LastCalls calls;
  private final AtomicReference<@Nullable Probe> last = new AtomicReference<>();

  @Inject
  ReadinessService(
      ConfigurationInForce configuration,
      Lifecycle lifecycle,
      FreeSpace space,
      Storage storage,
      SessionReads sessions,
      LastCalls calls) {
    this.configuration = configuration;
    this.lifecycle = lifecycle;
    this.space = space;
    this.storage = storage;
    this.sessions = sessions;
    this.calls = calls;
  }

  @Override
  public State lifecycle() {
    return lifecycle.state();
  }

  @Override
  public State state() {
    State state = lifecycle.state();
    return state == State.READY ? storeState() : state;
  }

  @Override
  public Map<String, String> details(Caller caller) {
    Map<String, String> details = new HashMap<>();
    details.put("store", lifecycle.store());
    details.put(
        "durability", configuration.now().gateway().durability().name().toLowerCase(Locale.ROOT));
    agentServices(caller).forEach((agent, service) -> details.put("agent " + agent, service));
    for (ProviderId provider : configuration.now().providers().keySet()) {
      details.put("upstream " + provider, calls.describe(provider));
    }
    return details;
  }

  /** All are asked at once, so that one that hangs holds the answer up no longer than itself. */
  private Map<AgentId, String> agentServices(Caller caller) {
    Map<AgentId, CompletableFuture<String>> asked = new HashMap<>();
    for (AgentId agent : configuration.now().agents().keySet()) {
      if (caller.agents().reaches(agent)) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        answer.completeOnTimeout(NO_ANSWER, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Thread.ofVirtual().name("readiness-" + agent).start(() -> answer.complete(service(agent)));
        asked.put(agent, answer);
      }
    }
    Map<AgentId, String> services = new HashMap<>();
    asked.forEach((agent, answer) -> services.put(agent, answer.join()));
    return services;
  }

  private String service(AgentId agent) {
    try {
      sessions.snapshot(agent, NO_SESSION);
      return IN_SERVICE;
    } catch (StorageFailure unavailable) {
      return String.valueOf(unavailable.getMessage());
    }
  }

  private State storeState() {
    if (space.isBelowFloor()) {
      return State.OUT_OF_SPACE;
    }
    return probe().succeeds() ? State.READY : State.STORE_NOT_ANSWERING;
  }

  /** The probe under way, one that still counts, or a new one. */
  private Probe probe() {
    Probe known = last.get();
    if (known != null && known.counts()) {
      return known;
    }
    Probe fresh = new Probe(new CompletableFuture<>(), System.nanoTime());
    if (!last.compareAndSet(known, fresh)) {
      return probe();
    }
    Thread.ofVirtual()
        .name("readiness-probe")
        .start(() -> fresh.committed().complete(storage.probe()));
    return fresh;
  }

  private record Probe(CompletableFuture<Boolean> committed, long atNanos) {

    boolean counts() {
      return !committed.isDone() || age() < PROBE_HOLDS.toNanos();
    }

    boolean succeeds() {
      try {
        return committed.get(Math.max(0, PATIENCE.toNanos() - age()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException | TimeoutException unanswered) {
        return false;
      }
    }

    private long age() {
      return System.nanoTime() - atNanos;
    }
  }
}
