package dev.holdfast.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.LocationStep.Subject;
import dev.holdfast.domain.state.LocationStep.Verdict;
import java.util.List;
import java.util.Map;
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
                    home, configuration, environment, folder, seen, 1000, Map.of()));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of("", " ", "~", "~/h", "~bob", "h", "../h", "/", "/srv/h", "/a\nb", "C:\\h"),
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
