package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.Place.Kind;
import java.util.List;
import java.util.Set;

/** What each rule of the locator says of one snapshot. */
final class LocationRules {

  static final String HOME_OPTION = "--home";
  static final String RUNNING_GATEWAY = "running gateway";
  static final String USUAL_HOME = "$HOME/.holdfast";
  static final String USUAL_CONFIGURATION = "<home>/holdfast.json";

  /** What a program writes into a variable when it had no value to write. */
  private static final Set<String> WORDS_FOR_NOTHING = Set.of("undefined", "null");

  private final LocationSnapshot snapshot;

  LocationRules(LocationSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What names the home, the rule that decides first at the beginning. */
  List<Candidate> homes() {
    return List.of(
        option(HOME_OPTION, snapshot.homeOption()),
        variable("HOLDFAST_HOME"),
        runningGateway(),
        usualHome());
  }

  /** What names the configuration of a home, in the same order. */
  List<Candidate> configurations(String home) {
    return List.of(
        option("--config", snapshot.configurationOption()),
        variable("HOLDFAST_CONFIG"),
        below(home, "holdfast.json", USUAL_CONFIGURATION, "the usual file"));
  }

  /** What {@code HOME} alone leads to. */
  Candidate usualHome() {
    return switch (PathText.userHome(snapshot)) {
      case PathText.Reading.Absolute(String path) ->
          below(path, ".holdfast", USUAL_HOME, "the usual home");
      case PathText.Reading.Unusable(String reason) -> unusable(USUAL_HOME, "", reason);
    };
  }

  /** Whether a value stands for none, as a program writes it that had nothing to write. */
  static boolean isWordForNothing(String value) {
    return WORDS_FOR_NOTHING.contains(value.strip());
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
    if (isWordForNothing(value)) {
      return new Candidate.Silent(
          name, value, "it holds a word for nothing", List.of(wordForNothing(name, value)));
    }
    boolean relative = !value.startsWith("/") && !value.startsWith("~");
    return written(name, value, relative ? List.of(relativeVariable(name)) : List.of());
  }

  private Candidate written(String source, String value, List<Finding> findings) {
    return switch (PathText.read(value, snapshot)) {
      case PathText.Reading.Absolute(String path) ->
          named(source, value, path, "it was named explicitly", findings);
      case PathText.Reading.Unusable(String reason) -> unusable(source, value, reason);
    };
  }

  private Candidate runningGateway() {
    String source = RUNNING_GATEWAY;
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
            default -> severalRun(String.join(", ", homes));
          };
    };
  }

  private Candidate below(String folder, String name, String source, String reason) {
    String path = folder.equals("/") ? folder + name : folder + "/" + name;
    return named(source, path, path, reason, List.of());
  }

  private Candidate named(
      String source, String value, String path, String reason, List<Finding> findings) {
    boolean expressible =
        snapshot.place(path).filter(place -> place.kind() == Kind.INEXPRESSIBLE).isEmpty();
    return expressible
        ? new Candidate.Named(source, value, path, reason, findings)
        : unusable(
            source,
            value,
            "it has letters that are not in the locale of this process (LC_ALL=C.UTF-8 has all)");
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

  private static Finding wordForNothing(String name, String value) {
    return new Finding(
        "location-word-for-nothing",
        Severity.WARNING,
        "The variable holds the word %s, which a program writes that had no value; it was passed over."
            .formatted(value.strip()),
        name,
        "Unset it, or set it to an absolute path.");
  }

  private static Candidate severalRun(String homes) {
    Finding finding =
        new Finding(
            "location-several-gateways",
            Severity.WARNING,
            "Several gateways of this user run, so none of their homes was taken: " + homes + ".",
            RUNNING_GATEWAY,
            "Name the home with --home.");
    return new Candidate.Silent(RUNNING_GATEWAY, homes, "several run", List.of(finding));
  }
}
