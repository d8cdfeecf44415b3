package dev.holdfast.adapters.http.metrics;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.holdfast.ports.out.env.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Publishes who hears what happens, and what the server shows of it. Needs a {@code ProcessMemory}.
 */
public final class MetricsModule extends PrivateModule {

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    bind(MeterRegistry.class).to(PrometheusMeterRegistry.class);
    bind(MicrometerTelemetry.class).in(Singleton.class);
    bind(Telemetry.class).to(MicrometerTelemetry.class);
    bind(ProcessMeters.class).in(Singleton.class);
    bind(Metrics.class).in(Singleton.class);
    expose(Telemetry.class);
    expose(Metrics.class);
  }

  @Provides
  @Singleton
  PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }
}
