package dev.holdfast.adapters.http.metrics;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.model.ModelOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Keeps what it is told as meters. */
final class MicrometerTelemetry implements Telemetry {

  private static final String API = "api";
  private static final String DATABASE = "database";
  private static final String PROVIDER = "provider";

  /** Every line of a metric has the same labels. */
  private static final String NO_CAUSE = "";

  private final MeterProvider<Counter> turns;
  private final MeterProvider<Timer> turnTimes;
  private final MeterProvider<Counter> refusals;
  private final LongAdder waiting = new LongAdder();
  private final MeterProvider<Timer> waits;
  private final Counter takeovers;
  private final Map<Database, DatabaseMeters> databases = new EnumMap<>(Database.class);
  private final MeterProvider<Timer> firstDeltas;
  private final MeterProvider<Timer> generations;

  @Inject
  MicrometerTelemetry(MeterRegistry registry) {
    turns =
        Counter.builder("holdfast.turns")
            .description("Turns that have ended, by how.")
            .withRegistry(registry);
    turnTimes =
        timer("holdfast.turn.duration", "From a turn's begin to its stored end.", Buckets.TURN)
            .withRegistry(registry);
    refusals =
        Counter.builder("holdfast.turns.refused")
            .description("Turns that were not begun, by why.")
            .withRegistry(registry);
    Gauge.builder("holdfast.queue.turns", waiting, LongAdder::sum)
        .description("Turns that wait for their session now.")
        .register(registry);
    waits =
        timer("holdfast.queue.wait", "How long turns waited for their session.", Buckets.WAIT)
            .withRegistry(registry);
    takeovers =
        Counter.builder("holdfast.lease.takeovers")
            .description("Turns interrupted because their owner was gone.")
            .register(registry);
    for (Database database : Database.values()) {
      databases.put(database, new DatabaseMeters(registry, Tags.of(DATABASE, word(database))));
    }
    firstDeltas =
        timer(
                "holdfast.upstream.first.delta",
                "From asking a model to the first piece of its streamed answer.",
                Buckets.TURN)
            .withRegistry(registry);
    generations =
        timer("holdfast.upstream.duration", "From asking a model to its end.", Buckets.TURN)
            .withRegistry(registry);
  }

  private static Timer.Builder timer(String name, String description, Duration[] buckets) {
    return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
  }

  /** What is kept of the databases of a kind. */
  private static final class DatabaseMeters {

    private final DistributionSummary changes;
    private final Timer commits;
    private final Counter failures;
    private final WatchedLogs logs = new WatchedLogs();

    DatabaseMeters(MeterRegistry registry, Tags tags) {
      changes =
          DistributionSummary.builder("holdfast.commit.changes")
              .description("Changes that were committed together.")
              .serviceLevelObjectives(Buckets.CHANGES)
              .tags(tags)
              .register(registry);
      commits =
          timer(
                  "holdfast.commit.duration",
                  "From the begin of a transaction to the return of COMMIT.",
                  Buckets.COMMIT)
              .tags(tags)
              .register(registry);
      failures =
          Counter.builder("holdfast.commit.failures")
              .description("Transactions that could not be committed.")
              .tags(tags)
              .register(registry);
      Gauge.builder("holdfast.wal.size", logs, WatchedLogs::bytes)
          .description("Size of the write-ahead logs.")
          .baseUnit("bytes")
          .tags(tags)
          .register(registry);
    }
  }

  @Override
  public void turnEnded(TurnApi api, TurnState state, Duration took) {
    turnEnded(api, state, NO_CAUSE, took);
  }

  @Override
  public void turnFailed(TurnApi api, FailureCause cause, Duration took) {
    turnEnded(api, TurnState.FAILED, word(cause), took);
  }

  private void turnEnded(TurnApi api, TurnState state, String cause, Duration took) {
    Tags tags = Tags.of(API, word(api), "state", word(state));
    turns.withTags(tags.and("cause", cause)).increment();
    turnTimes.withTags(tags).record(took);
  }

  @Override
  public void turnRefused(TurnApi api, RefusalReason reason) {
    refusals.withTags(Tags.of(API, word(api), "reason", word(reason))).increment();
  }

  @Override
  public void waitBegan() {
    waiting.increment();
  }

  @Override
  public void waitEnded(WaitEnd end, Duration waited) {
    waiting.decrement();
    waits.withTags(Tags.of("end", word(end))).record(waited);
  }

  @Override
  public void leasesTakenOver(int count) {
    takeovers.increment(count);
  }

  @Override
  public void committed(Database database, int changes, Duration took) {
    DatabaseMeters meters = of(database);
    meters.changes.record(changes);
    meters.commits.record(took);
  }

  @Override
  public void commitFailed(Database database, int changes) {
    of(database).failures.increment();
  }

  @Override
  public LogWatch watchLog(Database database, LongSupplier bytes) {
    return of(database).logs.watch(bytes);
  }

  @Override
  public void modelBegan(ProviderId provider, Duration after) {
    firstDeltas.withTags(Tags.of(PROVIDER, provider.value())).record(after);
  }

  @Override
  public void modelEnded(ProviderId provider, ModelOutcome outcome, Duration took) {
    generations
        .withTags(Tags.of(PROVIDER, provider.value(), "result", result(outcome)))
        .record(took);
  }

  private DatabaseMeters of(Database database) {
    return Objects.requireNonNull(databases.get(database));
  }

  private static String result(ModelOutcome outcome) {
    return switch (outcome) {
      case ModelOutcome.Answered _ -> "answered";
      case ModelOutcome.Failed(var failure) -> word(failure.cause());
      case ModelOutcome.Cancelled _ -> "cancelled";
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
