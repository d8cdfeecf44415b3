package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.IdentityRenewal;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("state new-id")
final class StateNewIdTest {

  private static final StoreId NEXT = new StoreId("store-next");

  private final FixedServices services = new FixedServices();

  @BeforeEach
  void nobodyHoldsTheHome() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.renewal = () -> new IdentityRenewal.Renewed(Samples.STORE, NEXT);
  }

  @Test
  void gives_the_store_that_was_looked_at_another_identity_and_tells_both() {
    Typed typed = Typed.command(services, "state", "new-id");

    assertThat(typed.out())
        .isEqualTo("The store is store-next now; it was " + Samples.STORE + ".\n");
    assertThat(typed.err()).startsWith("directly: home ").contains(Samples.STORE.value());
    assertThat(services.asked).containsExactly("direct renewal of " + Samples.STORE);
    assertThat(typed.exit()).isZero();
  }

  @Test
  void tells_both_in_json() {
    assertThat(Typed.command(services, "state", "new-id", "--json").out())
        .contains("\"storeId\":\"store-next\",\"formerStoreId\":\"" + Samples.STORE + "\"");
  }

  @Test
  void changes_nothing_if_it_is_rehearsed() {
    Typed typed = Typed.command(services, "state", "new-id", "--dry-run");

    assertThat(typed.out()).contains("would get a new identity");
    assertThat(services.asked).isEmpty();
    assertThat(typed.exit()).isZero();
  }

  @Test
  void is_refused_beside_a_gateway() throws IOException {
    try (StubGateway gateway = new StubGateway()) {
      services.door = gateway::door;

      Typed typed = Typed.command(services, "state", "new-id");

      assertThat(typed.exit()).isEqualTo(4);
      assertThat(typed.err()).contains("holdfast gateway stop");
      assertThat(services.asked).isEmpty();
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(new IdentityRenewal.HeldMeanwhile(), 4, "took the home"),
        Arguments.of(new IdentityRenewal.NoStore(), 5, "no store"),
        Arguments.of(new IdentityRenewal.Exchanged(NEXT), 4, "store-next"),
        Arguments.of(
            new IdentityRenewal.Refused(
                new Finding("x", Severity.ERROR, "It may not.", "/h", "Ask.")),
            4,
            "It may not."));
  }

  @ParameterizedTest
  @MethodSource
  void refused(IdentityRenewal renewal, int exit, String words) {
    services.renewal = () -> renewal;

    Typed typed = Typed.command(services, "state", "new-id");

    assertThat(typed.exit()).isEqualTo(exit);
    assertThat(typed.err()).contains(words);
  }
}
