package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.StoredHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("sessions patch, reset, delete, archived, restore")
final class SessionCommandsTest {

  private static final String AGENTS = "agents/main/agent/data";

  private static final String SESSION =
      """
      {"object":"session","agent":"main","key":"agent:main:main","session_id":"s-1",\
      "previous_session_id":"s-0","label":"Ann","events":4,"selected_model":"openai/gpt-5.5",\
      "created_at":"2026-01-02T03:04:05.678901Z","started_at":"2026-01-02T03:04:06.678901Z",\
      "updated_at":"2026-01-02T03:04:07.678901Z",\
      "last_interaction_at":"2026-01-02T03:04:08.678901Z","version":7}\
      """;

  private static final String RESET =
      """
      {"object":"session_reset","agent":"main","key":"agent:main:main","session_id":"s-2",\
      "previous_session_id":"s-1"}\
      """;

  private static final String ARCHIVED =
      """
      {"object":"archived_session","archive_id":"a-1","agent":"main","key":"agent:main:main",\
      "session_id":"s-1","previous_session_id":null,"label":null,"events":4,\
      "archived_at":"2026-01-02T03:05:05.678901Z"}\
      """;

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.door = gateway::door;
    services.stored = () -> new StoredHome.Open(services.lists);
    gateway.answers(200, SESSION);
    gateway.finds(SESSION);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed type(String... arguments) {
    return Typed.command(services, arguments);
  }

  @Test
  void a_patch_is_made_to_the_session_as_it_is_found() {
    Typed typed = type("sessions", "patch", "web:a/b", "--agent", "main", "--label", "Ann");

    assertThat(typed.out())
        .isEqualTo(
            """
            key          agent:main:main
            agent        main
            session id   s-1
            previous id  s-0
            label        Ann
            model        openai/gpt-5.5
            events       4
            updated      2026-01-02T03:04:07Z
            version      7
            """);
    assertThat(typed.err()).isEqualTo(gateway.notice(AGENTS));
    assertThat(typed.exit()).isZero();
    assertThat(gateway.asked)
        .containsExactly(
            "GET /api/sessions/web%3Aa%2Fb?agent=main",
            "PATCH /api/sessions/web%3Aa%2Fb?agent=main"
                + " {\"expected_version\":7,\"label\":\"Ann\"}");
  }

  @Test
  void a_patch_is_made_to_the_version_that_is_expected() {
    type("sessions", "patch", "main", "--model", "", "--label=", "--expect-version", "6");

    assertThat(gateway.asked)
        .containsExactly(
            "GET /api/sessions/main",
            "PATCH /api/sessions/main {\"expected_version\":6,\"label\":null,\"model\":null}");
  }

  @Test
  void a_patch_of_nothing_is_refused_before_anything_is_asked() {
    Typed typed = type("sessions", "patch", "main");

    assertThat(typed.err())
        .isEqualTo("holdfast: Nothing is to be changed; give --label or --model.\n");
    assertThat(typed.exit()).isEqualTo(2);
    assertThat(gateway.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void a_key_that_is_dots_alone_is_sent_whole_only(String dots) {
    for (String command : List.of("reset", "delete")) {
      Typed refused = type("sessions", command, dots);
      assertThat(refused.err()).contains("'" + dots + "' is written whole, such as 'agent:main:");
      assertThat(refused.exit()).isEqualTo(2);
    }
    assertThat(gateway.asked).isEmpty();

    type("sessions", "patch", "agent:main:" + dots, "--label", "x", "--expect-version", "1");
    assertThat(gateway.asked.getFirst()).startsWith("PATCH /api/sessions/agent%3Amain%3A" + dots);
  }

  @Test
  void a_session_that_is_not_there_is_not_patched() {
    gateway.finds("");
    gateway.refuses(404, "session_not_found", "There is no session.");

    Typed typed = type("sessions", "patch", "main", "--label", "x", "--json");

    assertThat(Json.at(typed.out().lines().toList().getLast(), "error.code"))
        .isEqualTo("session_not_found");
    assertThat(gateway.asked).hasSize(2).containsOnly("GET /api/sessions/main");
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void a_rehearsal_says_what_the_gateway_would_do_with_a_turn_that_runs() {
    gateway.finds(
        SESSION.strip().replaceFirst("}$", "")
            + """
            ,"data":[{"object":"turn","id":"turn_1","agent":"main","key":"agent:main:main",\
            "session_id":"s-1","state":"running","position":null,"request_id":"r-1","api":"chat",\
            "model":"m","route":"demo/demo","since":"2026-01-02T03:04:05Z","attempt_of":null}],\
            "has_more":false,"next":null}
            """);

    assertThat(type("sessions", "reset", "main", "--dry-run").out())
        .endsWith("Turn turn_1, which runs since 2026-01-02T03:04:05Z, would be waited for.\n");
    assertThat(type("sessions", "reset", "main", "--dry-run", "--force").out())
        .endsWith("would be cancelled; what came of it stays.\n");
  }

  @Test
  void a_reset_says_what_the_key_leads_to() {
    gateway.answers(200, RESET);

    assertThat(type("sessions", "reset", "main").out())
        .isEqualTo(
            """
            agent:main:main now leads to s-2; it was s-1.
            It is listed again from its next turn on; until then it is found with: \
            holdfast sessions show s-2
            """);
    assertThat(type("sessions", "reset", "main", "--force", "--json").out())
        .endsWith(
            """
            "data":{"session":{"agent":"main","key":"agent:main:main","sessionId":"s-2",\
            "previousSessionId":"s-1"}}}
            """);
    assertThat(gateway.asked)
        .containsExactly(
            "GET /api/sessions/main",
            "POST /api/sessions/main/reset {\"force\":false}",
            "GET /api/sessions/main",
            "POST /api/sessions/main/reset {\"force\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "delete"})
  void whoever_waits_long_is_told_for_what_and_how_to_make_it_end(String command) {
    CountDownLatch noticed = new CountDownLatch(1);
    gateway.answersAfter(noticed);
    gateway.answers(200, command.equals("reset") ? RESET : ARCHIVED);
    Typed waiting = typeUntil(noticed, "sessions", command, "main");

    assertThat(waiting.err())
        .startsWith(gateway.notice(AGENTS) + "Still waiting for the turns of this session")
        .contains("holdfast turns list --session KEY")
        .endsWith("holdfast turns abort ID, or begin again with --force\n");
    assertThat(waiting.exit()).isZero();
    assertThat(gateway.asked).hasSize(2);
  }

  @Test
  void whoever_waits_long_for_a_turn_that_was_told_to_end_hears_so() {
    CountDownLatch noticed = new CountDownLatch(1);
    gateway.answersAfter(noticed);
    gateway.answers(200, RESET);

    assertThat(typeUntil(noticed, "sessions", "reset", "main", "--force").err())
        .contains("was told to end")
        .doesNotContain("begin again");
  }

  /** Types a command and tells once it says that it waits. */
  private Typed typeUntil(CountDownLatch noticed, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(StandardCharsets.UTF_8).contains("Still waiting")) {
              noticed.countDown();
            }
          }
        };
    int exit =
        new CommandLineProgram(services, Typed.IN_A_FILE, new Person.Nobody())
            .run(
                arguments,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Typed(
        out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), exit);
  }

  @Test
  void a_deletion_says_how_it_can_be_undone() {
    gateway.answers(200, ARCHIVED);

    Typed typed = type("sessions", "delete", "main", "--agent", "main", "--force");

    assertThat(typed.out())
        .isEqualTo(
            """
            agent:main:main is in the archive.
            Bring it back with: holdfast sessions restore a-1
            """);
    assertThat(typed.err()).isEqualTo(gateway.notice(AGENTS));
    assertThat(gateway.asked).containsExactly("DELETE /api/sessions/main?agent=main&force=true");
  }

  @Test
  void a_restored_session_is_told_and_one_in_the_way_too() {
    services.lists.archives = new PageOf<>(List.of(Samples.archived("a-1")), "");

    assertThat(type("sessions", "restore", "a-1").out()).startsWith("key          agent:main:main");
    gateway.refuses(409, "session_exists", "Another session has the key.");

    Typed typed = type("sessions", "restore", "a-1");

    assertThat(typed.err())
        .isEqualTo(gateway.notice(AGENTS) + "holdfast: Another session has the key.\n");
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(gateway.asked.getFirst()).isEqualTo("POST /api/archives/a-1/restore");
  }
}
