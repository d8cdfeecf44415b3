package dev.holdfast.app.files;

import dev.holdfast.ports.out.env.ProcessMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Linux; other systems have no such file, and tell nothing. Source: proc_pid_status(5). */
public final class ProcMemory implements ProcessMemory {

  /** The file has some sixty short lines. */
  private static final int MAX_BYTES = 16 * 1024;

  private static final Pattern RESIDENT =
      Pattern.compile("^VmRSS:\\s+([0-9]{1,15}) kB$", Pattern.MULTILINE);
  private static final long BYTES_PER_KIB = 1024;

  private final Path status;

  /** Of this process. */
  public ProcMemory() {
    this(Path.of("/proc/self/status"));
  }

  ProcMemory(Path status) {
    this.status = status;
  }

  @Override
  public OptionalLong residentBytes() {
    try {
      return SmallFile.read(status, MAX_BYTES)
          .map(bytes -> resident(new String(bytes, StandardCharsets.US_ASCII)))
          .orElseGet(OptionalLong::empty);
    } catch (IOException untold) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong resident(String text) {
    Matcher line = RESIDENT.matcher(text);
    return line.find()
        ? OptionalLong.of(Long.parseLong(line.group(1)) * BYTES_PER_KIB)
        : OptionalLong.empty();
  }
}
