package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.HomeRelease.Waiting;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenSummary;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A gateway that is exchanged while the question stands")
final class SecondLookTest {

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    gateway.answers(200, "{}");
    services.door = gateway::door;
    services.stored = () -> new StoredHome.Open(services.lists);
    services.lists.session = new Outcome.Done<>(Samples.summary());
    services.lists.tokens = List.of(Samples.token("t-1", TokenSummary.Use.OTHER));
    services.waiting = () -> Waiting.FREE;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** Types a command, and yes once the question stands and that has happened. */
  private Typed agreed(String line, Runnable meanwhile) {
    byte[] yes = "y\n".getBytes(StandardCharsets.UTF_8);
    var input =
        new FilterInputStream(new ByteArrayInputStream(yes)) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            meanwhile.run();
            gateway.asked.add("answered");
            return super.read(into, from, length);
          }
        };
    return Typed.command(new Person.AtTerminal(input), services, line.split(" "));
  }

  /** What the address was shown once somebody had said yes, beside questions for its identity. */
  private Stream<String> askedAfterwards() {
    return gateway.asked.stream().dropWhile(asked -> !asked.equals("answered")).skip(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens revoke t-1", "gateway stop"})
  void is_shown_no_token_unless_it_proves_itself_again(String line) {
    Typed typed = agreed(line, () -> gateway.knows(TokenText.of("hf_other")));

    assertThat(typed.err())
        .contains("Go on? [y/N] ")
        .contains("did not prove that it is the gateway of");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(askedAfterwards()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens revoke t-1", "gateway stop"})
  void is_not_taken_for_the_one_that_was_told_and_nothing_is_done_without_it(String line)
      throws IOException {
    try (StubGateway another = new StubGateway()) {
      Typed moved = agreed(line, () -> services.door = another::door);
      services.door = gateway::door;
      Typed gone =
          agreed(
              line,
              () -> services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken()));

      assertThat(List.of(moved, gone))
          .allSatisfy(
              typed -> {
                assertThat(typed.err())
                    .contains("The gateway at " + gateway.url())
                    .contains("no longer holds the home /home/ann/.holdfast");
                assertThat(typed.exit()).isEqualTo(4);
              });
      assertThat(another.asked).isEmpty();
      assertThat(askedAfterwards()).isSubsetOf("answered");
      assertThat(services.asked).isEmpty();
    }
  }

  @Test
  void does_what_was_agreed_to_if_it_is_the_same() {
    Typed typed = agreed("gateway stop", () -> {});

    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(askedAfterwards()).containsExactly("POST /api/gateway/stop");
  }
}
