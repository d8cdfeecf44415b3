package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Standard output that cannot be written")
final class LostOutputTest {

  private static final String FULL = "No space left on device";
  private static final String CLOSED = "Broken pipe";

  private static final String TOKEN_LOST =
      """
       The token is stored and counts, but its text is lost.
        Give it another one: holdfast tokens rotate t-1
        Or end it: holdfast tokens revoke t-1
      """;

  private static final String EVENT =
      """
      id: e-%1$d
      event: turn_ended
      data: {"kind":"turn_ended","at":"2026-01-02T03:04:05Z","agent":"main","turn_id":"turn_%1$d"}

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

  /** Takes nothing. */
  private static final class Broken extends OutputStream {

    private final String reason;
    private int attempts;

    Broken(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int octet) throws IOException {
      attempts++;
      throw new IOException(reason);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      write(0);
    }
  }

  private Typed type(OutputStream out, String... arguments) {
    var err = new ByteArrayOutputStream();
    int exit =
        new CommandLineProgram(services, Typed.IN_A_FILE, new Person.Nobody())
            .run(arguments, out, new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Typed("", err.toString(StandardCharsets.UTF_8), exit);
  }

  private void tellsToken() {
    gateway.answers(
        200,
        """
        {"object":"token","id":"t-1","name":"ci","scope":"write","agent":null,"key":null,\
        "key_prefix":null,"created_at":"2026-01-02T03:04:05.678Z","rotated_at":null,\
        "expires_at":null,"self":false,"token":"hf_new"}\
        """);
  }

  @Test
  void fails_the_command_that_had_nothing_else_to_do() {
    for (String line :
        new String[] {"--version", "--version --json", "completion bash", "--help"}) {
      Typed typed = type(new Broken(FULL), line.split(" "));

      assertThat(typed.exit()).as(line).isEqualTo(1);
      assertThat(typed.err())
          .isEqualTo(
              "holdfast: Standard output could not be written: No space left on device."
                  + " The answer is not complete; what the command did stays done.\n");
    }
  }

  @Test
  void loses_the_only_text_of_a_token_and_says_so() {
    String[] create = {"tokens", "create", "--name", "ci", "--scope", "write", "--yes"};
    String[] rotate = {"tokens", "rotate", "t-1", "--yes", "--json"};
    tellsToken();
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OTHER));

    for (String[] line : new String[][] {create, rotate}) {
      for (String reason : new String[] {FULL, CLOSED}) {
        Typed typed = type(new Broken(reason), line);

        assertThat(typed.err())
            .as(String.join(" ", line))
            .endsWith(TOKEN_LOST)
            .doesNotContain("hf_new");
        assertThat(typed.exit()).isEqualTo(1);
      }
    }
  }

  @Test
  void keeps_the_exit_code_of_what_went_wrong_before() {
    gateway.close();

    Typed typed = type(new Broken(FULL), "events", "follow", "--json");

    assertThat(typed.exit()).isEqualTo(3);
    assertThat(typed.err()).contains(FULL);
  }

  @Test
  void is_no_news_to_a_reader_that_has_gone() {
    Typed typed = type(new Broken(CLOSED), "completion", "bash");

    assertThat(typed.err()).isEmpty();
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void ends_what_follows_events_at_the_next_one() {
    gateway.answers(200, EVENT.formatted(1) + EVENT.formatted(2) + EVENT.formatted(3));
    Broken out = new Broken(CLOSED);

    Typed typed = type(out, "events", "follow");

    assertThat(typed.err()).isEmpty();
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(out.attempts).isEqualTo(1);
  }
}
