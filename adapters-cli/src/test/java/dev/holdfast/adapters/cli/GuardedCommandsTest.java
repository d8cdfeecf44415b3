package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnSummary.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@DisplayName("Every command that changes something")
final class GuardedCommandsTest {

  private static final CommandTree TREE = new CommandTree();

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  static Stream<String> guarded() {
    return TREE.names().stream().filter(name -> command(name) instanceof GuardedCommand);
  }

  private static Command command(String name) {
    CommandLine found = TREE.parser();
    for (String word : name.split(" ")) {
      found = found.getSubcommands().get(word);
    }
    return TREE.commandOf(found.getCommandSpec()).getFirst();
  }

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.session = new Outcome.Done<>(Samples.summary());
    services.lists.turn = new Outcome.Done<>(Samples.turn("turn_1", new Stage.Running()));
    services.lists.archives = new PageOf<>(List.of(Samples.archived("a-1")), "");
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OTHER));
    FixedDoctor doctor = new FixedDoctor();
    doctor.found(
        new Finding("permissions-wrong", Severity.WARNING, "It is open.", "/h/token", "Close it."),
        new Repair.Restrict("/h/token", Repair.Target.FILE, 1000, 0600));
    services.doctor = () -> doctor;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed type(String name, String... more) {
    List<String> words = new ArrayList<>(List.of(name.split(" ")));
    words.addAll(Typed.NEEDED.getOrDefault(name, List.of()));
    words.addAll(List.of(more));
    return Typed.command(services, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void has_the_options_of_the_guard(String name) {
    assertThat(type(name, "--help").out())
        .contains("--dry-run", "-y, --yes", "--as-owner", "--stop-gateway");
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void is_refused_where_the_guard_refuses(String name) {
    services.door =
        () ->
            Samples.home(
                new Standing.Shadow("/tree", "/canonical", Standing.Named.IMPLIED),
                new StoreAtPath.Known(Samples.STORE),
                new HomeHolder.Unknown("a process holds its lock"),
                Samples.noToken());

    Typed typed = type(name);

    assertThat(typed.err()).contains("/canonical");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(services.asked).isEmpty();
    assertThat(services.files.done).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void changes_nothing_without_a_gateway_if_it_is_rehearsed(String name) {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());

    Typed typed = type(name, "--dry-run");

    assertThat(typed.exit()).isIn(0, 1, 3);
    assertThat(services.asked).noneMatch(asked -> asked.startsWith("direct"));
    assertThat(services.files.done).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void asks_a_gateway_only_questions_if_it_is_rehearsed(String name) {
    services.door = gateway::door;
    gateway.refuses(404, "not_found", "There is none.");

    Typed typed = type(name, "--dry-run");

    assertThat(typed.exit()).isIn(0, 1, 4);
    assertThat(gateway.asked).allMatch(asked -> asked.startsWith("GET "));
    assertThat(services.asked).noneMatch(asked -> asked.startsWith("direct"));
    assertThat(services.files.done).isEmpty();
  }

  @Test
  void is_one_of_these_and_the_others_cannot() {
    assertThat(guarded())
        .contains(
            "sessions patch",
            "sessions reset",
            "sessions delete",
            "sessions restore",
            "sessions recover",
            "gateway stop",
            "gateway drain",
            "gateway restart",
            "gateway reload",
            "log level",
            "turns abort",
            "state new-id",
            "doctor",
            "tokens create",
            "tokens rotate",
            "tokens revoke");
    assertThat(TREE.names().stream().map(GuardedCommandsTest::command))
        .allMatch(
            command ->
                command instanceof GuardedCommand
                    || command instanceof ReadingCommand
                    || command instanceof GatewayRun);
  }
}
