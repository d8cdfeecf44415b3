package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The name of this machine, found without asking a network. */
public final class HostName {

  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  /** Linux allows 64 characters. */
  private static final int MAX_BYTES = 256;

  private static final String UNKNOWN = "localhost";

  private HostName() {}

  /**
   * What the kernel calls the machine, else what the environment does; printable ASCII without
   * spaces, never empty.
   */
  public static String ofThisMachine(Map<String, String> environment) {
    return Stream.of(
            ofKernel(),
            environment.getOrDefault("HOSTNAME", ""),
            environment.getOrDefault("COMPUTERNAME", ""))
        .map(name -> name.replaceAll("[^!-~]", ""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static String ofKernel() {
    try {
      return SmallFile.read(KERNEL, MAX_BYTES)
          .map(name -> new String(name, StandardCharsets.US_ASCII).strip())
          .orElse("");
    } catch (IOException absentOrUnreadable) {
      return "";
    }
  }
}
