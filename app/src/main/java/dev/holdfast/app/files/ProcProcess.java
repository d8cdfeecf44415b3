package dev.holdfast.app.files;

import dev.holdfast.ports.out.env.HomeInspection.ProcessState;
import dev.holdfast.ports.out.env.HomeInspection.ProcessTrace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What Linux tells of a process. Source: proc_pid_status(5). */
final class ProcProcess {

  /** The file has some sixty short lines. */
  private static final int MAX_BYTES = 16 * 1024;

  /** The lines that tell how a process is; none of them holds what it was started with. */
  private static final Set<String> TELLING =
      Set.of(
          "Name",
          "State",
          "Pid",
          "PPid",
          "TracerPid",
          "Uid",
          "FDSize",
          "VmPeak",
          "VmRSS",
          "Threads",
          "SigQ",
          "ShdPnd",
          "voluntary_ctxt_switches",
          "nonvoluntary_ctxt_switches");

  private static final String STATE = "State:";

  private ProcProcess() {}

  static ProcessTrace of(long pid) {
    List<String> lines =
        text(Path.of("/proc", Long.toString(pid), "status"))
            .lines()
            .filter(line -> TELLING.contains(line.split(":", 2)[0]))
            .map(line -> line.replaceAll("\\s+", " ").strip())
            .toList();
    return new ProcessTrace(state(lines.stream()), lines);
  }

  private static ProcessState state(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith(STATE))
        .findFirst()
        .map(line -> line.substring(STATE.length()).strip())
        .map(
            letter ->
                letter.startsWith("T") || letter.startsWith("t")
                    ? ProcessState.STOPPED
                    : ProcessState.WORKING)
        .orElse(ProcessState.UNTOLD);
  }

  private static String text(Path file) {
    try {
      return SmallFile.read(file, MAX_BYTES)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .orElse("");
    } catch (IOException gone) {
      // No such process, or a system that has no such file.
      return "";
    }
  }
}
