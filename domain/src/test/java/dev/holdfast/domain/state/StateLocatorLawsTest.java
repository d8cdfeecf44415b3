package dev.holdfast.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.LocationStep.Subject;
import dev.holdfast.domain.state.LocationStep.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Laws of where state is")
final class StateLocatorLawsTest {

  @Property
  void any_snapshot_gets_an_answer_and_every_rule_a_reason(
      @ForAll("snapshots") LocationSnapshot snapshot) {
    StateLocation location = StateLocator.locate(snapshot);

    switch (location) {
      case StateLocation.Located located -> {
        assertThat(located.home()).startsWith("/");
        assertThat(located.configuration().path()).startsWith("/");
        assertThat(located.findings()).noneMatch(StateLocatorLawsTest::isError);
        assertThat(located.steps()).hasSize(7);
      }
      case StateLocation.NotLocated refused ->
          assertThat(refused.findings()).anyMatch(StateLocatorLawsTest::isError);
    }
    assertThat(location.steps()).allMatch(step -> !step.reason().isBlank());
  }

  @Property
  void the_first_rule_that_names_something_decides(@ForAll("snapshots") LocationSnapshot snapshot) {
    for (Subject subject : Subject.values()) {
      List<Verdict> verdicts =
          StateLocator.locate(snapshot).steps().stream()
              .filter(step -> step.subject() == subject)
              .map(LocationStep::verdict)
              .toList();
      long passedOver = verdicts.stream().takeWhile(Verdict.PASSED_OVER::equals).count();

      if (!verdicts.isEmpty()) {
        assertThat(verdicts.get((int) passedOver)).isIn(Verdict.TAKEN, Verdict.REFUSED);
        assertThat(verdicts.subList((int) passedOver + 1, verdicts.size()))
            .allMatch(Verdict.NOT_NEEDED::equals);
      }
    }
  }

  @Property
  void what_later_rules_say_changes_nothing(
      @ForAll("snapshots") LocationSnapshot one, @ForAll("snapshots") LocationSnapshot other) {
    LocationSnapshot first = withOptions(one);
    LocationSnapshot second = withOptions(other);

    assertThat(home(first)).isEqualTo(home(second)).isEqualTo("/explicit/home");
  }

  @Property
  void of_nested_trees_the_outermost_counts_and_what_is_meant_is_no_shadow(
      @ForAll("nested") String path, @ForAll("nested") String deeper) {
    Standing outer = standing(path);
    Standing both = standing(path + deeper);

    if (outer instanceof Standing.Shadow(String tree, String canonicalHome, var named)) {
      assertThat(both)
          .isInstanceOfSatisfying(
              Standing.Shadow.class,
              shadow -> {
                assertThat(shadow.tree()).isEqualTo(tree);
                assertThat(shadow.canonicalHome()).isEqualTo(canonicalHome);
              });
      assertThat(path).startsWith(tree);
      assertThat(standing(canonicalHome)).isEqualTo(new Standing.Own());
    }
  }

  @Property
  void two_rounds_of_looking_tell_all(@ForAll("snapshots") LocationSnapshot snapshot) {
    LocationSnapshot once = lookedAt(snapshot);
    LocationSnapshot twice = lookedAt(once);

    assertThat(StateLocator.placesToLookAt(twice)).isEmpty();
    assertThat(twice.places().keySet()).allMatch(path -> path.startsWith("/"));
  }

  @Provide
  Arbitrary<String> nested() {
    return nestedTrees();
  }

  private static Arbitrary<String> nestedTrees() {
    return Arbitraries.of(
            "/.openclaw/agents/x/agent/codex-home/home",
            "/agents/y/z",
            "/agents",
            "/x",
            "/agent/codex-home/home",
            "/.holdfast",
            "/.openclaw-p",
            "/srv",
            "/agent")
        .list()
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(parts -> String.join("", parts));
  }

  private static Standing standing(String path) {
    LocationSnapshot snapshot =
        new LocationSnapshot(
            path, "", Map.of(), "/", new RunningGateways.NotAsked(), 1000, Map.of());
    return ((StateLocation.Located) StateLocator.locate(snapshot)).standing();
  }

  /** What somebody would see who looks: every second thing is a home, nothing is a link. */
  private static LocationSnapshot lookedAt(LocationSnapshot snapshot) {
    return snapshot.with(
        StateLocator.placesToLookAt(snapshot).stream()
            .collect(Collectors.toMap(Function.identity(), StateLocatorLawsTest::place)));
  }

  private static Place place(String path) {
    Place.Contents contents =
        path.length() % 2 == 0 ? Place.Contents.HOLDFAST_HOME : Place.Contents.NO_STATE;
    return new Place(path, path, Place.Kind.FOLDER, 1000, contents);
  }

  private static Arbitrary<LocationSnapshot> withPlaces(LocationSnapshot snapshot) {
    List<String> asked = List.copyOf(StateLocator.placesToLookAt(snapshot));
    Arbitrary<Place> places =
        Combinators.combine(
                Arbitraries.of(asked.isEmpty() ? List.of("/srv") : asked),
                nestedTrees(),
                Arbitraries.of(Place.Kind.class),
                Arbitraries.of(Place.Contents.class))
            .as((path, real, kind, contents) -> new Place(path, real, kind, 1000, contents));
    return places
        .list()
        .ofMaxSize(4)
        .map(
            all ->
                snapshot.with(
                    all.stream()
                        .collect(Collectors.toMap(Place::path, place -> place, (a, b) -> b))));
  }

  @Provide
  Arbitrary<LocationSnapshot> snapshots() {
    Arbitrary<Map<String, String>> environments =
        Arbitraries.maps(
            Arbitraries.of("HOME", "HOLDFAST_HOME", "HOLDFAST_CONFIG", "PATH"), texts());
    Arbitrary<RunningGateways> running =
        Arbitraries.oneOf(
            Arbitraries.just(new RunningGateways.NotAsked()),
            Arbitraries.of("/var/a", "/var/b", "/var/c")
                .list()
                .ofMaxSize(3)
                .map(RunningGateways.Seen::new));
    return Combinators.combine(
            texts(), texts(), environments, Arbitraries.of("/", "/srv/here"), running)
        .as(
            (home, configuration, environment, folder, seen) ->
                new LocationSnapshot(
                    home, configuration, environment, folder, seen, 1000, Map.of()))
        .flatMap(StateLocatorLawsTest::withPlaces);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of("", " ", "~", "~/h", "~bob", "h", "../h", "/", "/srv/h", "/a\nb", "C:\\h"),
        Arbitraries.of(
            "undefined", "null", "/srv/../agents/x", "/a/agents/x/agent/codex-home/home"),
        nestedTrees(),
        Arbitraries.strings().ofMaxLength(12));
  }

  private static LocationSnapshot withOptions(LocationSnapshot snapshot) {
    return new LocationSnapshot(
        "/explicit/home",
        "/explicit/file",
        snapshot.environment(),
        snapshot.workingFolder(),
        snapshot.running(),
        snapshot.user(),
        snapshot.places());
  }

  private static String home(LocationSnapshot snapshot) {
    return ((StateLocation.Located) StateLocator.locate(snapshot)).home();
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Severity.ERROR;
  }
}
