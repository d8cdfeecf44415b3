package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.LocationStep.Subject;
import dev.holdfast.domain.state.LocationStep.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the home of a store: one rule for gateway and command line, total, and a pure function of
 * its snapshot.
 *
 * <p>Home: {@code --home}, {@code HOLDFAST_HOME}, the home of the running gateway if exactly one
 * was seen, {@code $HOME/.holdfast}. Configuration: {@code --config}, {@code HOLDFAST_CONFIG},
 * {@code <home>/holdfast.json}. The first that names something decides: if that is unusable nothing
 * is located, and no later rule stands in for it. A variable that is set but blank names nothing; a
 * blank option is refused. How paths are read is said in {@link PathText}.
 */
public final class StateLocator {

  private static final String USUAL_HOME = "$HOME/.holdfast";
  private static final String USUAL_CONFIGURATION = "<home>/holdfast.json";

  private final LocationSnapshot snapshot;
  private final List<LocationStep> steps = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private StateLocator(LocationSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Where state is. Never throws, whatever the snapshot's texts hold. */
  public static StateLocation locate(LocationSnapshot snapshot) {
    return new StateLocator(snapshot).locate();
  }

  private StateLocation locate() {
    Candidate home =
        first(
            Subject.HOME,
            List.of(
                option("--home", snapshot.homeOption()),
                variable("HOLDFAST_HOME"),
                runningGateway(),
                usualHome()));
    if (!(home instanceof Candidate.Named located)) {
      return new StateLocation.NotLocated(steps, findings);
    }
    Candidate configuration =
        first(
            Subject.CONFIGURATION,
            List.of(
                option("--config", snapshot.configurationOption()),
                variable("HOLDFAST_CONFIG"),
                usualConfiguration(located.path())));
    return switch (configuration) {
      case Candidate.Named named ->
          new StateLocation.Located(
              located.path(),
              new ConfigurationPlace(named.path(), originOf(named)),
              steps,
              findings);
      case Candidate.Silent silent -> new StateLocation.NotLocated(steps, findings);
      case Candidate.Unusable unusable -> new StateLocation.NotLocated(steps, findings);
    };
  }

  private static ConfigurationPlace.Origin originOf(Candidate.Named configuration) {
    return configuration.source().equals(USUAL_CONFIGURATION)
        ? ConfigurationPlace.Origin.USUAL
        : ConfigurationPlace.Origin.NAMED;
  }

  /** The first candidate that names something, the last one if none does; each becomes a step. */
  private Candidate first(Subject subject, List<Candidate> candidates) {
    Candidate decision = candidates.getLast();
    boolean decided = false;
    for (Candidate candidate : candidates) {
      if (decided) {
        step(subject, candidate, Verdict.NOT_NEEDED, decision.source() + " had decided");
        continue;
      }
      findings.addAll(candidate.findings());
      switch (candidate) {
        case Candidate.Silent silent -> step(subject, silent, Verdict.PASSED_OVER, silent.reason());
        case Candidate.Named named -> {
          step(subject, named, Verdict.TAKEN, named.reason());
          decision = named;
          decided = true;
        }
        case Candidate.Unusable unusable -> {
          step(subject, unusable, Verdict.REFUSED, unusable.reason());
          decision = unusable;
          decided = true;
        }
      }
    }
    return decision;
  }

  private void step(Subject subject, Candidate candidate, Verdict verdict, String reason) {
    steps.add(new LocationStep(subject, candidate.source(), candidate.value(), verdict, reason));
  }

  private Candidate option(String name, String value) {
    return value.isEmpty()
        ? new Candidate.Silent(name, value, "not given", List.of())
        : written(name, value, List.of());
  }

  private Candidate variable(String name) {
    String value = snapshot.variable(name);
    if (value.isBlank()) {
      boolean set = snapshot.environment().containsKey(name);
      return new Candidate.Silent(name, value, set ? "set but blank" : "not set", List.of());
    }
    boolean relative = !value.startsWith("/") && !value.startsWith("~");
    return written(name, value, relative ? List.of(relativeVariable(name)) : List.of());
  }

  private Candidate written(String source, String value, List<Finding> findings) {
    return switch (PathText.read(value, snapshot)) {
      case PathText.Reading.Absolute(String path) ->
          new Candidate.Named(source, value, path, "it was named explicitly", findings);
      case PathText.Reading.Unusable(String reason) -> unusable(source, value, reason);
    };
  }

  private Candidate runningGateway() {
    String source = "running gateway";
    return switch (snapshot.running()) {
      case RunningGateways.NotAsked() ->
          new Candidate.Silent(source, "", "not asked: a gateway never follows another", List.of());
      case RunningGateways.Seen(List<String> homes) ->
          switch (homes.size()) {
            case 0 -> new Candidate.Silent(source, "", "none of this user runs", List.of());
            case 1 ->
                new Candidate.Named(
                    source,
                    homes.getFirst(),
                    homes.getFirst(),
                    "it is the only one that runs",
                    List.of());
            default -> severalRun(source, String.join(", ", homes));
          };
    };
  }

  private Candidate usualHome() {
    return switch (PathText.userHome(snapshot)) {
      case PathText.Reading.Absolute(String path) ->
          below(path, ".holdfast", USUAL_HOME, "the usual home");
      case PathText.Reading.Unusable(String reason) -> unusable(USUAL_HOME, "", reason);
    };
  }

  private Candidate usualConfiguration(String home) {
    return below(home, "holdfast.json", USUAL_CONFIGURATION, "the usual file");
  }

  private static Candidate below(String folder, String name, String source, String reason) {
    String path = folder.equals("/") ? folder + name : folder + "/" + name;
    return new Candidate.Named(source, path, path, reason, List.of());
  }

  private static Candidate unusable(String source, String value, String reason) {
    Finding finding =
        new Finding(
            "location-unusable",
            Severity.ERROR,
            "Where state is cannot be told from " + source + ": " + reason + ".",
            source,
            "Name the home with --home or HOLDFAST_HOME and the configuration with --config or"
                + " HOLDFAST_CONFIG, as absolute paths; nothing was read or written.");
    return new Candidate.Unusable(source, value, reason, List.of(finding));
  }

  private static Finding relativeVariable(String name) {
    return new Finding(
        "location-relative",
        Severity.WARNING,
        "The variable holds a relative path, so it means another place in every folder.",
        name,
        "Set it to an absolute path.");
  }

  private static Candidate severalRun(String source, String homes) {
    Finding finding =
        new Finding(
            "location-several-gateways",
            Severity.WARNING,
            "Several gateways of this user run, so none of their homes was taken: " + homes + ".",
            source,
            "Name the home with --home.");
    return new Candidate.Silent(source, homes, "several run", List.of(finding));
  }
}
