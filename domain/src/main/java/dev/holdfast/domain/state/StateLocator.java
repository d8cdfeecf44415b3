package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.LocationStep.Subject;
import dev.holdfast.domain.state.LocationStep.Verdict;
import dev.holdfast.domain.state.ShadowRule.Shadowed;
import dev.holdfast.domain.state.Standing.Named;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the home of a store: one rule for gateway and command line, total, and a pure function of
 * its snapshot.
 *
 * <p>Home: {@code --home}, {@code HOLDFAST_HOME}, the home of the running gateway if exactly one
 * was seen, {@code $HOME/.holdfast}. Configuration: {@code --config}, {@code HOLDFAST_CONFIG},
 * {@code <home>/holdfast.json}. The first that names something decides: if that is unusable nothing
 * is located, and no later rule stands in for it. A variable that is set but blank names nothing; a
 * blank option is refused. How paths are read is said in {@link PathText}, which homes are the
 * shadows of others in {@link ShadowRule}.
 */
public final class StateLocator {

  private final LocationSnapshot snapshot;
  private final LocationRules rules;
  private final ShadowRule shadows;
  private final List<LocationStep> steps = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private StateLocator(LocationSnapshot snapshot) {
    this.snapshot = snapshot;
    this.rules = new LocationRules(snapshot);
    this.shadows = new ShadowRule(snapshot);
  }

  /** Where state is. Never throws, whatever the snapshot's texts hold. */
  public static StateLocation locate(LocationSnapshot snapshot) {
    return new StateLocator(snapshot).locate();
  }

  /**
   * The paths somebody should look at so that {@link #locate} knows all it could: none once all
   * these places are in the snapshot, which takes two rounds of looking.
   */
  public static Set<String> placesToLookAt(LocationSnapshot snapshot) {
    return new StateLocator(snapshot).placesToLookAt();
  }

  /**
   * The home that is meant where {@code HOME} lies in the isolated home of an agent; empty if it
   * does not.
   */
  public static Optional<String> homeMeantByShadow(LocationSnapshot snapshot) {
    return new StateLocator(snapshot).shadowOfUsualHome().map(Shadowed::canonicalHome);
  }

  private Set<String> placesToLookAt() {
    Set<String> asked = new LinkedHashSet<>();
    for (Candidate candidate : rules.homes()) {
      if (candidate instanceof Candidate.Named named) {
        asked.add(named.path());
        asked.addAll(shadows.asksFor(snapshot.realPath(named.path())));
        rules.configurations(named.path()).stream().flatMap(StateLocator::path).forEach(asked::add);
      }
    }
    asked.removeAll(snapshot.places().keySet());
    return asked;
  }

  private static Stream<String> path(Candidate candidate) {
    return candidate instanceof Candidate.Named named ? Stream.of(named.path()) : Stream.empty();
  }

  private StateLocation locate() {
    Candidate home = first(Subject.HOME, rules.homes());
    if (!(home instanceof Candidate.Named located)) {
      return new StateLocation.NotLocated(steps, findings);
    }
    Standing standing = standing(located);
    tell(standing, located);
    Candidate configuration = first(Subject.CONFIGURATION, rules.configurations(located.path()));
    return switch (configuration) {
      case Candidate.Named named ->
          new StateLocation.Located(
              located.path(),
              snapshot.realPath(located.path()),
              new ConfigurationPlace(named.path(), originOf(named)),
              standing,
              steps,
              findings);
      case Candidate.Silent silent -> new StateLocation.NotLocated(steps, findings);
      case Candidate.Unusable unusable -> new StateLocation.NotLocated(steps, findings);
    };
  }

  private static ConfigurationPlace.Origin originOf(Candidate.Named configuration) {
    return configuration.source().equals(LocationRules.USUAL_CONFIGURATION)
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

  private Standing standing(Candidate.Named home) {
    String realHome = snapshot.realPath(home.path());
    Optional<Shadowed> shadow = shadows.of(realHome);
    if (shadow.isPresent()) {
      Named named =
          home.source().equals(LocationRules.HOME_OPTION) ? Named.EXPLICIT : Named.IMPLIED;
      return new Standing.Shadow(shadow.get().tree(), shadow.get().canonicalHome(), named);
    }
    if (!home.source().equals(LocationRules.RUNNING_GATEWAY)) {
      return new Standing.Own();
    }
    return shadowOfUsualHome()
        .map(Shadowed::canonicalHome)
        .filter(canonical -> !snapshot.realPath(canonical).equals(realHome))
        .<Standing>map(Standing.Contradicted::new)
        .orElseGet(Standing.Own::new);
  }

  private Optional<Shadowed> shadowOfUsualHome() {
    return rules.usualHome() instanceof Candidate.Named usual
        ? shadows.of(snapshot.realPath(usual.path()))
        : Optional.empty();
  }

  private void tell(Standing standing, Candidate.Named home) {
    switch (standing) {
      case Standing.Own() -> {
        if (home.source().equals(LocationRules.RUNNING_GATEWAY)
            && shadowOfUsualHome().isPresent()) {
          findings.add(StandingFindings.avoided(home.path()));
        }
      }
      case Standing.Shadow shadow -> findings.add(StandingFindings.of(shadow, home.path()));
      case Standing.Contradicted contradicted ->
          findings.add(StandingFindings.of(contradicted, home.path()));
    }
  }
}
