package dev.holdfast.adapters.http.metrics;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The metrics as the server knows them. Any thread may call it. */
public final class Metrics {

  /** What {@link #page} is written in. Source: prometheus.io, exposition formats, version 0.0.4. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final ProcessMeters process;
  private final MeterProvider<Timer> requests;

  @Inject
  Metrics(PrometheusMeterRegistry registry, ProcessMeters process) {
    this.registry = registry;
    this.process = process;
    this.requests =
        Timer.builder("holdfast.http.requests")
            .description("Requests, from their first line to the last byte of the answer.")
            .withRegistry(registry);
  }

  /**
   * A request was answered, or its client went away.
   *
   * @param method of the operation
   * @param path of the operation, as a pattern, so that no id is in it
   * @param status what was answered last
   */
  public void requestEnded(String method, String path, int status, Duration took) {
    requests
        .withTags(Tags.of("method", method, "path", path, "status", Integer.toString(status)))
        .record(took);
  }

  /** All metrics as they are now. */
  public byte[] page() {
    process.bind();
    return registry.scrape(MEDIA_TYPE).getBytes(StandardCharsets.UTF_8);
  }
}
