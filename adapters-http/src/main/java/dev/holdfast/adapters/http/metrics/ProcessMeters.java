package dev.holdfast.adapters.http.metrics;

import dev.holdfast.ports.out.env.ProcessMemory;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the process says of itself: memory, threads, processor time, collections, files, uptime,
 * version.
 */
final class ProcessMeters {

  private final MeterRegistry registry;
  private final ProcessMemory memory;
  private final AtomicBoolean bound = new AtomicBoolean();

  @Inject
  ProcessMeters(MeterRegistry registry, ProcessMemory memory) {
    this.registry = registry;
    this.memory = memory;
  }

  /**
   * Makes the meters, at the first call. Nothing is lost before: each tells what is now, or counts
   * since the process began; and a start does not wait for the JVM's management to load.
   */
  void bind() {
    if (!bound.compareAndSet(false, true)) {
      return;
    }
    for (MeterBinder binder :
        List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics())) {
      binder.bindTo(registry);
    }
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      FunctionTimer.builder(
              "jvm.gc.collections",
              collector,
              GarbageCollectorMXBean::getCollectionCount,
              GarbageCollectorMXBean::getCollectionTime,
              TimeUnit.MILLISECONDS)
          .description("Garbage collections and the time they took.")
          .tag("collector", collector.getName())
          .register(registry);
    }
    if (memory.residentBytes().isPresent()) {
      Gauge.builder("process.resident.memory", memory, ProcessMeters::resident)
          .description("What of the process is in memory.")
          .baseUnit("bytes")
          .register(registry);
    }
    Gauge.builder("holdfast.build.info", () -> 1)
        .description("Always 1; the label tells the version that runs.")
        .tag("version", version())
        .register(registry);
  }

  private static double resident(ProcessMemory memory) {
    OptionalLong bytes = memory.residentBytes();
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }

  private static String version() {
    try (InputStream in =
        Objects.requireNonNull(ProcessMeters.class.getResourceAsStream("version.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
