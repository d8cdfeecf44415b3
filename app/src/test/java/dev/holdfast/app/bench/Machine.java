package dev.holdfast.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The machine a figure is worth nothing without. */
final class Machine {

  private static final int FORCES = 200;
  private static final int FORCED_BYTES = 4 * 1024;
  private static final double KIB_PER_GIB = 1024.0 * 1024;
  private static final double NANOS_PER_MICRO = 1e3;

  private Machine() {}

  /**
   * Describes it.
   *
   * @param folder where the homes are
   */
  static String description(Path folder) throws IOException {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.1f GiB; %s %s; %s, a forced write of 4 KiB takes %s; %s %s; load of the"
            + " minute before: %.2f%s%s",
        value("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / KIB_PER_GIB,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Files.getFileStore(folder).type(),
        forcedWrites(folder).spread("%.0f", " µs"),
        System.getProperty("java.vm.name"),
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Sizes.SHARE == 1 ? "" : "; only a share of " + Sizes.SHARE + " was run",
        Gateway.OPTIONS.isEmpty() ? "" : "; JVM options of the gateway: " + Gateway.OPTIONS);
  }

  private static String value(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  /** What durability costs here, whoever asks for it. */
  private static Figures forcedWrites(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "forced", "");
    double[] micros = new double[FORCES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int write = 0; write < FORCES; write++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(FORCED_BYTES));
        channel.force(false);
        micros[write] = (System.nanoTime() - start) / NANOS_PER_MICRO;
      }
    } finally {
      Files.delete(file);
    }
    return Figures.of(micros);
  }
}
