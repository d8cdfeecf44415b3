package dev.holdfast.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measures, and prints the machine and the table that {@code docs/benchmarks.md} holds. */
final class Bench {

  private static final int WRONG_USAGE = 2;

  private Bench() {}

  /** What can be measured by itself. */
  private enum Part {
    STARTUP,
    TURNS,
    CALLERS,
    STORE,
    TTFT,
    MEMORY,
    SESSIONS;

    /** Those that share one gateway and its warm-up. */
    static final Set<Part> ON_A_WARM_GATEWAY = EnumSet.of(TURNS, CALLERS, TTFT);
  }

  /**
   * Runs the parts.
   *
   * @param arguments the distribution's folder, a folder for homes, and the parts; {@code all} or
   *     none means all
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path distribution = Path.of(arguments[0]);
    Path folder = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    Set<Part> parts = parts(arguments);
    if (parts.isEmpty()) {
      System.err.println("bench: the parts are " + String.join(", ", names()) + " and all");
      System.exit(WRONG_USAGE);
    }
    try (Upstream upstream = Upstream.start()) {
      Setup setup = new Setup(distribution, folder, upstream, new Table(System.out));
      System.out.println(Machine.description(folder) + ".");
      System.out.println();
      run(parts, setup);
    }
  }

  private static void run(Set<Part> parts, Setup setup) throws IOException, InterruptedException {
    if (!Collections.disjoint(parts, Part.ON_A_WARM_GATEWAY)) {
      Setup.say("warm-up of " + WarmUp.REQUESTS + " requests each");
      Home home = setup.home("turns");
      try (Gateway gateway = setup.start(home)) {
        WarmUp.of(setup.upstream().target());
        WarmUp.of(gateway.target());
        if (parts.contains(Part.TURNS)) {
          OneCaller.measureTurns(setup, gateway.target());
          ManyCallers.measure(setup, gateway);
        }
        if (parts.contains(Part.CALLERS)) {
          ByCallers.measure(setup, gateway);
        }
        if (parts.contains(Part.TTFT)) {
          OneCaller.measureFirstToken(setup, gateway.target());
        }
      }
      home.delete();
    }
    if (parts.contains(Part.STORE)) {
      StoreCallers.measure(setup);
    }
    if (parts.contains(Part.STARTUP)) {
      StartUp.measure(setup);
      ReadingCommands.measure(setup);
    }
    if (parts.contains(Part.MEMORY)) {
      Memory.measure(setup);
      MemorySlope.measure(setup);
    }
    if (parts.contains(Part.SESSIONS)) {
      Stores.measure(setup);
    }
  }

  private static Set<Part> parts(String[] arguments) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
      if (name.equals("all")) {
        return EnumSet.allOf(Part.class);
      }
      if (!names().contains(name)) {
        return Set.of();
      }
      parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return arguments.length > 2 ? parts : EnumSet.allOf(Part.class);
  }

  private static List<String> names() {
    return Arrays.stream(Part.values()).map(part -> part.name().toLowerCase(Locale.ROOT)).toList();
  }
}
