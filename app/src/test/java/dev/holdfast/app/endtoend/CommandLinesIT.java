package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.cli.CommandUse;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * What is typed, the exit code, and a part of what is printed, for commands and options that no
 * other test of the built distribution needs.
 */
@DisplayName("A command line of the built distribution")
final class CommandLinesIT {

  private static final int DONE = 0;
  private static final int NOT_DONE = 1;
  private static final int REFUSED = 4;

  @TempDir private static Path scratch;

  private static TestHome home;
  private static RunningGateway gateway;

  @BeforeAll
  static void have_a_conversation_and_archive_two() throws InterruptedException {
    home = new TestHome(scratch);
    gateway = home.start();
    for (String key : List.of("ann", "ann", "bob", "cyd")) {
      assertThat(gateway.raw().chat(Chat.of(key, "I am " + key + ".")).status()).isEqualTo(200);
    }
    for (String key : List.of("bob", "cyd")) {
      assertThat(home.run("sessions", "delete", key, "--agent", "main", "--force").exit()).isZero();
    }
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sessions list --help                                  | 0 | Usage: holdfast sessions list
          completion bash                                       | 0 | complete -F _holdfast holdfast
          gateway status                                        | 0 | address
          models list                                           | 0 | holdfast/main
          config schema                                         | 0 | "$schema"
          config validate                                       | 0 | so the defaults hold.
          state                                                 | 0 | agents/main/agent/holdfast-agent.sqlite
          sessions list --agent main                            | 0 | agent:main:ann
          sessions list --agent nobody                          | 1 | Agents here: main
          sessions show ann --agent main                        | 0 | I am ann.
          sessions archived --agent main                        | 0 | agent:main:cyd
          sessions patch ann --agent main --model demo/demo    | 0 | demo/demo
          sessions reset ann --agent main --force               | 0 | agent:main:ann now leads to
          tokens create --name a --scope read --agent main      | 0 | reaches  agent main
          tokens create --name b --scope read --key ann         | 0 | reaches  agent:main:ann
          turns list --agent main                               | 0 | completed
          turns show turn_0                                     | 1 | There is no turn
          gateway drain --dry-run -y --as-owner --stop-gateway  | 0 | No turn would begin
          gateway drain                                         | 0 | draining
          gateway drain --undo                                  | 0 | serving
          gateway reload --dry-run -y --as-owner --stop-gateway | 0 | Nothing would change
          gateway reload                                        | 0 | Nothing has changed.
          gateway restart --dry-run -y --as-owner --stop-gateway | 0 | would start anew
          gateway stop --dry-run -y --as-owner --stop-gateway   | 0 | the gateway would end
          gateway run --wait-for-lock=1s --port 0               | 4 | Waiting up to 1 s
          log level                                             | 0 | dev.holdfast logs at info.
          log level debug --logger dev.holdfast.x --dry-run -y --as-owner --stop-gateway | 0 | would be debug
          log level debug --logger dev.holdfast.x               | 0 | dev.holdfast.x logs at debug.
          sessions recover ann --agent main --dry-run -y --as-owner --stop-gateway | 0 | No turn is stuck.
          sessions recover                                      | 0 | No turn was ended.
          events follow --agent nobody --limit 1                | 1 | There is no such agent
          """)
  void does_what_it_says(String typed, int exit, String part) throws InterruptedException {
    Finished finished = home.run(typed.split(" "));

    assertThat(finished.out() + finished.err()).contains(part);
    assertThat(finished.exit()).isEqualTo(exit);
  }

  @ParameterizedTest
  @CsvSource({"sessions archived, archived", "audit list, rows", "turns list, turns"})
  void goes_on_where_a_page_ended(String list, String name) throws InterruptedException {
    JsonNode first = data(list + " --limit 1");
    JsonNode second = data(list + " --limit 1 --after " + first.path("next").asString());

    assertThat(first.path("more").asBoolean()).isTrue();
    assertThat(first.path(name)).hasSize(1);
    assertThat(second.path(name)).hasSize(1).doesNotContain(first.path(name).path(0));
  }

  /** What those guarded commands that need some are given; others are typed as they are. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "sessions patch", " ann --label Ann",
          "sessions reset", " ann",
          "sessions delete", " ann",
          "sessions restore", " unknown",
          "turns abort", " turn_0",
          "tokens create", " --name c --scope read",
          "tokens rotate", " unknown",
          "tokens revoke", " unknown");

  @Test
  void with_all_that_a_guard_can_be_told_changes_nothing_in_a_dry_run()
      throws InterruptedException {
    String option = " --dry-run";
    JsonNode before = data("audit list --limit 1000");

    List<String> guarded =
        CommandUse.all().stream()
            .filter(each -> each.endsWith(option))
            .map(each -> each.substring(0, each.length() - option.length()))
            .toList();
    for (String command : guarded) {
      String typed = command + GIVEN.getOrDefault(command, "") + option;
      Finished finished = home.run((typed + " --yes --as-owner --stop-gateway").split(" "));

      assertThat(finished.exit()).as(command + ": " + finished.err()).isIn(DONE, NOT_DONE, REFUSED);
    }

    assertThat(guarded).contains("sessions reset", "tokens create");
    assertThat(data("audit list --limit 1000")).isEqualTo(before);
  }

  private static JsonNode data(String typed) throws InterruptedException {
    Finished finished = home.run(Stream.of((typed + " --json").split(" ")).toArray(String[]::new));
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return Json.read(finished.out()).path("data");
  }

  @Test
  void of_a_second_gateway_waits_for_the_first_no_longer_than_it_is_told()
      throws InterruptedException {
    Finished finished = home.run("gateway", "run", "--port", "0", "--wait-for-lock", "1s");

    assertThat(finished.err()).contains(home.folder().toString());
    assertThat(finished.exit()).isEqualTo(REFUSED);
  }

  @Test
  void of_a_gateway_makes_no_home_where_one_has_to_exist() throws InterruptedException {
    Path other = scratch.resolve("other");

    Finished finished =
        home.holdfast("gateway", "run", "--existing", "--port", "0", "--home", other.toString())
            .run();

    assertThat(finished.exit()).isEqualTo(5);
    assertThat(other).doesNotExist();
  }
}
