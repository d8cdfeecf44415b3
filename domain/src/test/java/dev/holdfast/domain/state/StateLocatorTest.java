package dev.holdfast.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.ConfigurationPlace.Origin;
import dev.holdfast.domain.state.LocationStep.Subject;
import dev.holdfast.domain.state.LocationStep.Verdict;
import dev.holdfast.domain.state.StateLocation.Located;
import dev.holdfast.domain.state.StateLocation.NotLocated;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Where state is")
final class StateLocatorTest {

  private static final Map<String, String> ANN = Map.of("HOME", "/home/ann");
  private static final RunningGateways NONE_RUNS = new RunningGateways.Seen(List.of());

  @Test
  void without_any_wish_it_is_below_the_users_home() {
    Located located = located(snapshot("", "", ANN, NONE_RUNS));

    assertThat(located.home()).isEqualTo("/home/ann/.holdfast");
    assertThat(located.configuration())
        .isEqualTo(new ConfigurationPlace("/home/ann/.holdfast/holdfast.json", Origin.USUAL));
    assertThat(located.findings()).isEmpty();
  }

  @Test
  void every_rule_is_reported_in_order_with_its_reason() {
    Located located =
        located(
            snapshot("", "", Map.of("HOME", "/home/ann", "HOLDFAST_HOME", "/srv/h"), NONE_RUNS));

    assertThat(located.steps())
        .extracting(LocationStep::subject, LocationStep::source, LocationStep::verdict)
        .containsExactly(
            step(Subject.HOME, "--home", Verdict.PASSED_OVER),
            step(Subject.HOME, "HOLDFAST_HOME", Verdict.TAKEN),
            step(Subject.HOME, "running gateway", Verdict.NOT_NEEDED),
            step(Subject.HOME, "$HOME/.holdfast", Verdict.NOT_NEEDED),
            step(Subject.CONFIGURATION, "--config", Verdict.PASSED_OVER),
            step(Subject.CONFIGURATION, "HOLDFAST_CONFIG", Verdict.PASSED_OVER),
            step(Subject.CONFIGURATION, "<home>/holdfast.json", Verdict.TAKEN));
    assertThat(located.steps()).extracting(LocationStep::reason).doesNotContain("");
  }

  @Test
  void the_option_wins_over_the_variable_and_the_running_gateway() {
    Located located =
        located(
            snapshot(
                "/opt/h",
                "",
                Map.of("HOME", "/home/ann", "HOLDFAST_HOME", "/srv/h"),
                new RunningGateways.Seen(List.of("/var/h"))));

    assertThat(located.home()).isEqualTo("/opt/h");
  }

  @Test
  void a_command_follows_the_only_gateway_that_runs() {
    RunningGateways one = new RunningGateways.Seen(List.of("/var/h", "/var/h"));

    assertThat(located(snapshot("", "", ANN, one)).home()).isEqualTo("/var/h");
  }

  @Test
  void of_several_gateways_none_is_followed_and_a_warning_names_them() {
    RunningGateways two = new RunningGateways.Seen(List.of("/var/a", "/var/b"));

    Located located = located(snapshot("", "", ANN, two));

    assertThat(located.home()).isEqualTo("/home/ann/.holdfast");
    assertThat(located.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.what()).contains("/var/a", "/var/b");
            });
  }

  @Test
  void a_gateway_never_follows_another() {
    Located located = located(snapshot("", "", ANN, new RunningGateways.NotAsked()));

    assertThat(located.home()).isEqualTo("/home/ann/.holdfast");
  }

  @Test
  void a_named_configuration_must_exist_and_is_told_apart() {
    Located byOption = located(snapshot("", "/etc/h.json", ANN, NONE_RUNS));
    Located byVariable =
        located(
            snapshot(
                "", "", Map.of("HOME", "/home/ann", "HOLDFAST_CONFIG", "/etc/v.json"), NONE_RUNS));

    assertThat(byOption.configuration())
        .isEqualTo(new ConfigurationPlace("/etc/h.json", Origin.NAMED));
    assertThat(byVariable.configuration())
        .isEqualTo(new ConfigurationPlace("/etc/v.json", Origin.NAMED));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "/a/b/, /a/b",
    "//a/./b//c, /a/b/c",
    "/a/../b, /a/../b",
    "/, /",
    "h, /srv/here/h",
    "./h, /srv/here/h",
    "../h, /srv/here/../h",
    "~, /home/ann",
    "~/h, /home/ann/h",
  })
  void paths_become_absolute_without_a_guess(String written, String expected) {
    assertThat(located(snapshot(written, "", ANN, NONE_RUNS)).home()).isEqualTo(expected);
  }

  @Test
  void a_relative_variable_works_with_a_warning() {
    Located located =
        located(snapshot("", "", Map.of("HOME", "/home/ann", "HOLDFAST_HOME", "h"), NONE_RUNS));

    assertThat(located.home()).isEqualTo("/srv/here/h");
    assertThat(located.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.where()).isEqualTo("HOLDFAST_HOME"));
  }

  @Test
  void a_blank_variable_names_nothing() {
    Map<String, String> blank =
        Map.of("HOME", "/home/ann", "HOLDFAST_HOME", "  ", "HOLDFAST_CONFIG", "");

    Located located = located(snapshot("", "", blank, NONE_RUNS));

    assertThat(located.home()).isEqualTo("/home/ann/.holdfast");
    assertThat(located.configuration().origin()).isEqualTo(Origin.USUAL);
  }

  @ParameterizedTest
  @CsvSource({
    "'  ', it is blank",
    "~bob/h, it begins with ~ and a name; write the whole path",
    "'/a\u0000b', it holds a control character",
  })
  void an_unusable_option_is_refused_and_nothing_stands_in_for_it(String written, String reason) {
    NotLocated refused = notLocated(snapshot(written, "", ANN, NONE_RUNS));

    assertThat(refused.steps().getFirst())
        .extracting(LocationStep::verdict, LocationStep::reason)
        .containsExactly(Verdict.REFUSED, reason);
    assertThat(refused.findings()).extracting(Finding::what).first().asString().contains(reason);
  }

  @Test
  void an_unusable_configuration_locates_nothing() {
    NotLocated refused = notLocated(snapshot("/h", " ", ANN, NONE_RUNS));

    assertThat(refused.findings()).extracting(Finding::where).containsExactly("--config");
  }

  @ParameterizedTest
  @CsvSource({
    "'', HOME is not set",
    "'  ', HOME is not set",
    "home/ann, HOME is not an absolute path",
    "'/home/a\tnn', HOME holds a control character",
  })
  void without_a_usable_HOME_the_usual_home_is_refused(String home, String reason) {
    NotLocated refused = notLocated(snapshot("", "", Map.of("HOME", home), NONE_RUNS));

    assertThat(refused.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains(reason));
  }

  @Test
  void without_HOME_an_explicit_home_still_works() {
    assertThat(located(snapshot("/h", "", Map.of(), NONE_RUNS)).home()).isEqualTo("/h");
  }

  @Test
  void a_tilde_without_HOME_is_refused() {
    NotLocated refused = notLocated(snapshot("~/h", "", Map.of(), NONE_RUNS));

    assertThat(refused.findings().getFirst().what()).contains("HOME is not set");
  }

  @Test
  void a_path_longer_than_the_system_takes_is_refused() {
    NotLocated refused = notLocated(snapshot("/" + "a".repeat(4095), "", ANN, NONE_RUNS));

    assertThat(refused.findings().getFirst().what()).contains("4095");
    assertThat(located(snapshot("/" + "a".repeat(4094), "", ANN, NONE_RUNS)).home()).hasSize(4095);
  }

  private static LocationSnapshot snapshot(
      String home, String config, Map<String, String> environment, RunningGateways running) {
    return new LocationSnapshot(home, config, environment, "/srv/here", running, 1000, Map.of());
  }

  private static Located located(LocationSnapshot snapshot) {
    return (Located) StateLocator.locate(snapshot);
  }

  private static NotLocated notLocated(LocationSnapshot snapshot) {
    return (NotLocated) StateLocator.locate(snapshot);
  }

  private static Tuple step(Subject subject, String source, Verdict verdict) {
    return Tuple.tuple(subject, source, verdict);
  }
}
