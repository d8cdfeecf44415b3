package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.HomeDoor.TokenOrigin;
import dev.holdfast.ports.in.SecretFiles.Reservation;
import dev.holdfast.ports.in.SecretFiles.Writing;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("tokens")
final class TokenCommandsTest {

  private static final String CONTROL = "state/control";

  private static final String TOKEN =
      """
      "object":"token","id":"t-1","name":"ci","scope":"write","agent":"main","key":null,\
      "key_prefix":"agent:main:web:","created_at":"2026-01-02T03:04:05.678Z","rotated_at":null,\
      "expires_at":"2026-03-01T00:00:00Z","self":%s\
      """;

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.door = gateway::door;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed type(String... arguments) {
    return Typed.command(services, arguments);
  }

  private void tellsText(boolean self) {
    gateway.answers(200, "{" + TOKEN.formatted(self) + ",\"token\":\"hf_new\"}");
  }

  @Test
  void a_new_token_is_printed_once_with_what_it_reaches() {
    tellsText(false);

    Typed typed =
        type(
            "tokens",
            "create",
            "--name",
            "ci",
            "--scope",
            "write",
            "--agent",
            "main",
            "--key-prefix",
            "web:",
            "--expires-in",
            "30d");

    assertThat(typed.out())
        .isEqualTo(
            """
            id       t-1
            name     ci
            scope    write
            reaches  agent:main:web:…
            expires  2026-03-01T00:00:00Z
            token    hf_new
            """);
    assertThat(typed.err()).isEqualTo(gateway.notice(CONTROL));
    assertThat(typed.exit()).isZero();
    assertThat(gateway.asked)
        .containsExactly(
            "POST /api/tokens {\"name\":\"ci\",\"scope\":\"write\",\"agent\":\"main\","
                + "\"key_prefix\":\"web:\",\"expires_in_seconds\":2592000}");
  }

  @Test
  void in_json_the_notice_is_an_event_before_the_answer() {
    tellsText(false);

    Typed typed = type("tokens", "create", "--name", "ci", "--scope", "write", "--json");

    List<String> lines = typed.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(Json.at(lines.getFirst(), "event")).isEqualTo("writing");
    assertThat(Json.at(lines.getFirst(), "data.databases"))
        .isEqualTo(List.of("/home/ann/.holdfast/" + CONTROL));
    assertThat(Json.at(lines.getLast(), "event")).isEqualTo("ended");
    assertThat(lines.getLast())
        .endsWith(
            """
            "data":{"token":{"id":"t-1","name":"ci","scope":"write","agent":"main","key":null,\
            "keyPrefix":"agent:main:web:","createdAt":"2026-01-02T03:04:05.678Z","rotatedAt":null,\
            "expiresAt":"2026-03-01T00:00:00Z","self":false,"token":"hf_new"}}}\
            """);
    assertThat(typed.err()).isEmpty();
  }

  @Test
  void a_token_for_a_file_is_not_printed() {
    tellsText(false);

    Typed text = type("tokens", "create", "--name", "ci", "--scope", "write", "--out", "t");
    Typed json =
        type("tokens", "create", "--name", "ci", "--scope", "write", "--out", "t", "--json");

    assertThat(text.out()).endsWith("token    in /home/ann/t\n").doesNotContain("hf_new");
    assertThat(json.out()).contains("\"file\":\"/home/ann/t\"").doesNotContain("hf_new");
    assertThat(services.files.done)
        .containsExactly(
            "reserve t", "write hf_new", "close", "reserve t", "write hf_new", "close");
  }

  @Test
  void a_file_that_exists_is_left_alone_and_no_token_is_made() {
    services.files.refusal = Optional.of(new Reservation.Taken("t"));

    Typed typed = type("tokens", "create", "--name", "ci", "--scope", "write", "--out", "t");

    assertThat(typed.err())
        .isEqualTo(
            gateway.notice("state/control")
                + """
                holdfast: t exists already and was left as it is. No token was made.
                  Name a file that does not exist yet.
                """);
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(gateway.asked).isEmpty();
  }

  @Test
  void a_rehearsal_refuses_the_file_that_the_command_would_refuse() {
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OWN));

    for (Reservation.None hindrance :
        List.of(new Reservation.Taken("t"), new Reservation.Refused("t", "it does not exist"))) {
      services.files.refusal = Optional.of(hindrance);
      for (String line :
          List.of("tokens create --name ci --scope write --out t", "tokens rotate t-1 --out t")) {
        Typed rehearsed = type((line + " --dry-run").split(" "));

        assertThat(rehearsed.exit()).isEqualTo(1);
        assertThat(rehearsed).isEqualTo(type(line.split(" ")));
      }
    }

    services.files.refusal = Optional.empty();
    services.files.done.clear();
    assertThat(type("tokens", "rotate", "t-1", "--out", "t", "--dry-run").exit()).isZero();
    assertThat(services.files.done).isEmpty();
    assertThat(gateway.asked).isEmpty();
  }

  @Test
  void a_token_whose_file_fails_can_be_given_another_text() {
    tellsText(false);
    services.files.writing = new Writing.Failed("no space left");

    Typed typed = type("tokens", "create", "--name", "ci", "--scope", "write", "--out", "t");

    assertThat(typed.err())
        .endsWith(
            """
            holdfast: The token has its new text, but /home/ann/t could not be written: no space \
            left. The text is lost.
              Give it another one: holdfast tokens rotate t-1
            """);
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void a_time_that_is_none_is_refused_before_anything_is_asked() {
    for (String time : List.of("30", "d", "0d", "-1h", "1w", "1.5h", "3654d")) {
      Typed typed =
          type("tokens", "create", "--name", "ci", "--scope", "write", "--expires-in=" + time);

      assertThat(typed.exit()).isEqualTo(2);
    }
    assertThat(gateway.asked).isEmpty();
  }

  @Test
  void a_command_that_rotates_its_own_token_says_which_file_is_out_of_date() {
    tellsText(true);
    services.stored = () -> new StoredHome.Open(services.lists);

    assertThat(type("tokens", "rotate", "t-1").out())
        .contains("note     /home/ann/.holdfast/token holds the old text; put the new one there\n");
    services.door = () -> gateway.door(TokenOrigin.ENVIRONMENT);
    assertThat(type("tokens", "rotate", "t-1").out())
        .contains("note     HOLDFAST_TOKEN holds the old text; put the new one there\n");
    assertThat(gateway.asked).contains("POST /api/tokens/t-1/rotate");
  }

  @Test
  void a_rotated_token_replaces_the_one_in_the_home() {
    tellsText(true);
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OWN));

    Typed ofFile = type("tokens", "rotate", "t-1");
    services.door = () -> gateway.door(TokenOrigin.ENVIRONMENT);
    Typed ofVariable = type("tokens", "rotate", "t-1");

    assertThat(ofFile.out())
        .endsWith("token    in /home/ann/.holdfast/token\n")
        .doesNotContain("hf_new", "note");
    assertThat(ofVariable.out())
        .contains("note     HOLDFAST_TOKEN holds the old text")
        .endsWith("token    in /home/ann/.holdfast/token\n");
    assertThat(services.files.done)
        .startsWith("holding hf_own /home/ann/.holdfast/token", "write hf_new", "close");
  }

  @Test
  void a_rotated_token_that_cannot_be_written_into_the_home_is_not_lost() {
    tellsText(true);
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OWN));
    services.files.writing = new Writing.Failed("no space left");

    assertThat(type("tokens", "rotate", "t-1").out())
        .contains("holds the old text; put the new one there")
        .endsWith("token    hf_new\n");
  }

  @Test
  void the_token_of_somebody_else_is_printed_and_the_one_in_the_home_stays() {
    tellsText(false);
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OTHER));

    assertThat(type("tokens", "rotate", "t-1").out()).endsWith("token    hf_new\n");
    assertThat(services.files.done).isEmpty();
  }

  @Test
  void an_id_cannot_lead_to_another_path() {
    gateway.refuses(404, "token_not_found", "There is no token.");

    type("tokens", "revoke", "../audit?x=1#\u00e9 a");

    assertThat(gateway.asked).containsExactly("DELETE /api/tokens/..%2Faudit%3Fx%3D1%23%C3%A9%20a");
  }

  @Test
  void a_revoked_token_is_named() {
    gateway.answers(200, "{" + TOKEN.formatted(false) + "}");

    Typed typed = type("tokens", "revoke", "t-1");

    assertThat(typed.out()).isEqualTo("Revoked ci (t-1).\n");
    assertThat(typed.err()).isEqualTo(gateway.notice(CONTROL));
  }

  @Test
  void whoever_is_about_to_lock_themselves_out_is_told_before_and_after() {
    gateway.answers(200, "{" + TOKEN.formatted(true) + "}");
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OWN));

    assertThat(type("tokens", "revoke", "t-1", "--dry-run").out())
        .contains("It would be over for good. It is the token that your commands")
        .contains("HOLDFAST_TOKEN");
    assertThat(type("tokens", "revoke", "t-1").out())
        .startsWith("Revoked ci (t-1). It is the token that your commands");
  }

  @Test
  void what_the_gateway_refuses_is_told_in_its_words() {
    gateway.refuses(409, "last_admin_token", "It was kept.");

    Typed typed = type("tokens", "revoke", "t-1", "--json");

    String ended = typed.out().lines().toList().getLast();
    assertThat(Json.at(ended, "error.code")).isEqualTo("last_admin_token");
    assertThat(Json.at(ended, "error.message")).isEqualTo("It was kept.");
    assertThat(typed.exit()).isEqualTo(1);
  }
}
