package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Each command that changes something, by the gateway that runs and without one. */
@DisplayName("Commands that change something")
final class GuardedCommandsIT {

  private static final String CONTROL = "/state/holdfast.sqlite";
  private static final String AGENT = "/agents/main/agent/holdfast-agent.sqlite";

  /** How a command gets to the store. */
  enum Way {
    THROUGH_GATEWAY,
    DIRECTLY
  }

  @TempDir private Path scratch;

  private TestHome home;
  private RunningGateway gateway;
  private String store;

  @BeforeEach
  void have_two_conversations() throws InterruptedException {
    home = new TestHome(scratch);
    gateway = home.start();
    store = gateway.storeId();
    for (String key : List.of("ann", "bob")) {
      assertThat(gateway.raw().chat(Chat.of(key, "I am " + key + ".")).status()).isEqualTo(200);
    }
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private void take(Way way) throws InterruptedException {
    if (way == Way.DIRECTLY) {
      gateway.stop();
    }
  }

  /** Runs a command and checks that it says first how and where it writes. */
  private Finished run(Way way, String database, String typed) throws InterruptedException {
    Finished finished = home.run(typed.split(" "));
    String how =
        switch (way) {
          case THROUGH_GATEWAY -> "through gateway " + gateway.url() + ": ";
          case DIRECTLY -> "directly: ";
        };
    assertThat(finished.err())
        .startsWith(
            how
                + "home %s, database %s, store %s\n"
                    .formatted(home.folder(), home.folder() + database, store));
    return finished;
  }

  private JsonNode data(String typed) throws InterruptedException {
    Finished finished = home.run((typed + " --json").split(" "));
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return Json.read(finished.out().lines().toList().getLast()).path("data");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void look_after_sessions(Way way) throws InterruptedException {
    take(way);

    assertThat(run(way, AGENT, "sessions patch ann --label Ann --as-owner").exit()).isZero();
    assertThat(run(way, AGENT, "sessions reset ann -y --stop-gateway").out())
        .startsWith("agent:main:ann now leads to ");
    Finished deleted = run(way, AGENT, "sessions delete bob");
    String archive =
        data("sessions archived").path("archived").path(0).path("archiveId").asString();
    assertThat(deleted.out())
        .contains("holdfast --home " + home.folder() + " sessions restore " + archive);
    assertThat(run(way, AGENT, "sessions restore " + archive).out())
        .startsWith("key         agent:main:bob\n");

    assertThat(home.session("ann").path("session").path("label").asString()).isEqualTo("Ann");
    assertThat(home.session("bob").path("transcript")).hasSize(2);
    String author = way == Way.DIRECTLY ? "user" : "token";
    assertThat(data("audit list").path("rows"))
        .hasSize(5)
        .allSatisfy(
            row ->
                assertThat(row.path("author").path("type").asString())
                    .isEqualTo(
                        row.path("operation").asString().equals("token_create") ? "user" : author));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void look_after_tokens(Way way) throws InterruptedException, IOException {
    take(way);
    Path file = scratch.resolve("ci");

    run(way, CONTROL, "tokens create --name ci --scope read --out " + file);
    String text = Files.readString(file);
    JsonNode made = data("tokens list").path("tokens").path(1);
    assertThat(made.path("name").asString()).isEqualTo("ci");
    String id = made.path("id").asString();

    Finished taken = run(way, CONTROL, "tokens rotate " + id + " --out " + file);
    assertThat(taken.err())
        .contains(file + " exists already")
        .contains("The token keeps its text.");
    assertThat(file).hasContent(text.strip());

    assertThat(run(way, CONTROL, "tokens revoke " + id).out())
        .isEqualTo("Revoked ci (" + id + ").\n");
    assertThat(data("tokens list").path("tokens")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void give_their_own_token_another_text_in_its_place(Way way)
      throws InterruptedException, IOException {
    take(way);
    Path file = home.folder().resolve("token");
    String before = Files.readString(file);
    String id = data("tokens list").path("tokens").path(0).path("id").asString();

    assertThat(run(way, CONTROL, "tokens rotate " + id + " --out " + file).exit()).isZero();

    String once = Files.readString(file);
    assertThat(once).startsWith("hf_").isNotEqualTo(before);
    Finished again = run(way, CONTROL, "tokens rotate " + id);
    assertThat(again.out()).endsWith("token    in " + file + "\n").doesNotContain("hf_");
    assertThat(Files.readString(file)).startsWith("hf_").isNotEqualTo(once);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(data("tokens list").path("tokens").path(0).path("self").asBoolean()).isTrue();
    assertThat(run(way, CONTROL, "tokens revoke " + id).err()).contains("It was kept.");
  }

  @Test
  void make_a_token_anew_for_who_has_none_that_holds() throws InterruptedException, IOException {
    take(Way.DIRECTLY);
    Path file = home.folder().resolve("token");
    Files.writeString(file, "hf_" + "b".repeat(40) + "\n");
    assertThat(home.run("doctor", "--only", "token").out())
        .contains("[token-unknown]", "tokens create --name NAME --scope admin --out " + file);

    Files.delete(file);
    run(Way.DIRECTLY, CONTROL, "tokens create --name home --scope admin --out " + file);

    assertThat(home.run("doctor", "--only", "token").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sessions patch ann --label Ann              | 0 | Its label would become: Ann
          sessions patch ann --model gpt-nope         | 1 | is not configured
          sessions patch nobody --label Ann           | 1 | There is no session
          sessions reset ann                          | 0 | would lead to a new, empty transcript
          sessions delete ann                         | 0 | would go into the archive
          sessions restore archive_0                  | 1 | no archived session
          turns abort turn_0                          | 1 | There is no turn
          tokens create --name x --scope read         | 0 | A token 'x' would be made
          tokens create --name x --scope read --out /nonexistent/x | 1 | /nonexistent/x cannot be made: it does not
          tokens rotate t-0                           | 1 | There is no token
          tokens revoke t-0                           | 1 | There is no token
          """)
  void leave_everything_as_it_is_if_they_are_rehearsed(String typed, int exit, String part)
      throws InterruptedException, IOException {
    Finished asked = home.run((typed + " --dry-run").split(" "));
    gateway.stop();
    Map<String, String> before = everything();

    Finished alone = home.run((typed + " --dry-run").split(" "));

    for (Finished finished : List.of(asked, alone)) {
      assertThat(finished.out() + finished.err()).contains(part);
      assertThat(finished.exit()).isEqualTo(exit);
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void refuse_to_write_where_the_variables_of_an_agent_lead()
      throws InterruptedException, IOException {
    Path isolated =
        Files.createDirectories(home.folder().resolve("agents/x/agent/codex-home/home"));
    gateway.stop();
    Map<String, String> before = everything();

    Finished finished =
        home.holdfast("sessions", "reset", "ann").with("HOME", isolated.toString()).run();

    assertThat(finished.err()).contains("the home that is meant is " + home.folder());
    assertThat(finished.exit()).isEqualTo(4);
    assertThat(everything()).isEqualTo(before);
  }

  /** Every file there is but the output of commands, with what is in it. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(scratch)) {
      for (Path path : paths.filter(path -> !path.toString().endsWith(".txt")).toList()) {
        boolean isFile = Files.isRegularFile(path);
        all.put(
            path.toString(),
            isFile ? Files.readString(path, StandardCharsets.ISO_8859_1) : "no file");
      }
    }
    return all;
  }
}
