package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeRelease;
import dev.holdfast.ports.in.StoredHome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A gateway that hangs")
final class HolderEndingTest {

  private static final String DIRECTLY =
      "directly: home /home/ann/.holdfast, database /home/ann/.holdfast/agents/main/agent/data,"
          + " store "
          + Samples.STORE
          + "\n";

  private final FixedServices services = new FixedServices();
  private final FixedHome home = new FixedHome(services.lists, Samples.STORE);
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.stored = () -> new StoredHome.Open(services.lists);
    services.direct = () -> new DirectAccess.Granted(home);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed reset(String... more) {
    List<String> words = new ArrayList<>(List.of("sessions", "reset", "main"));
    words.addAll(List.of(more));
    return Typed.command(services, words.toArray(String[]::new));
  }

  private void isFree() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
  }

  private void assertNothingChanged(Typed typed, int exit) {
    assertThat(home.changed).isEmpty();
    assertThat(services.asked).isEmpty();
    assertThat(gateway.asked).isEmpty();
    assertThat(typed.exit()).isEqualTo(exit);
  }

  @Test
  void can_be_ended_first() {
    Sight.Home held = (Sight.Home) gateway.door();
    services.door = () -> held;
    services.ending =
        () -> {
          isFree();
          return new HomeRelease.Ending.Ended(4711, HomeRelease.Signal.TERM);
        };
    gateway.close();

    Typed rehearsed = reset("--stop-gateway", "--dry-run");
    assertThat(rehearsed.out()).contains("It would be sent SIGTERM, and SIGKILL");
    assertNothingChanged(rehearsed, 0);

    Typed typed = reset("--stop-gateway", "--yes");
    assertThat(typed.err())
        .isEqualTo("Sending SIGTERM to process 4711; it has 30 s to end.\n" + DIRECTLY);
    assertThat(typed.exit()).isZero();
    assertThat(services.asked).containsExactly("end Gateway of /home/ann/.holdfast", "direct NONE");
    assertThat(home.changed).containsExactly("reset main AWAITED", "closed");
  }

  @Test
  void one_that_nobody_could_ask_has_longer_to_end_by_itself() {
    services.door =
        () ->
            Samples.home(
                new HomeHolder.Unannounced(4711, Samples.NOON, "by the kernel"), Samples.noToken());
    services.ending =
        () -> {
          isFree();
          return new HomeRelease.Ending.Ended(4711, HomeRelease.Signal.TERM);
        };

    assertThat(reset("--stop-gateway", "--yes").err())
        .startsWith("Sending SIGTERM to process 4711; it has 60 s to end.\n");
  }

  @Test
  void is_not_ended_before_somebody_confirms_it() {
    services.door = gateway::door;
    gateway.close();

    Typed typed = reset("--stop-gateway");

    assertThat(typed.err()).contains("Nobody confirmed --stop-gateway; in a script, --yes does.");
    assertNothingChanged(typed, 4);
  }

  @Test
  void is_not_taken_for_whoever_holds_the_home_after_it() {
    services.door = gateway::door;
    services.ending = () -> new HomeRelease.Ending.Ended(4711, HomeRelease.Signal.KILL);
    gateway.close();

    Typed typed = reset("--stop-gateway", "--yes");

    assertThat(typed.exit()).isEqualTo(4);
    assertThat(services.asked).hasSize(1);
    assertThat(home.changed).isEmpty();
  }

  @Test
  void keeps_its_home_if_it_cannot_be_ended() {
    services.door = gateway::door;
    gateway.close();
    for (HomeRelease.Ending ending :
        List.of(
            new HomeRelease.Ending.NotSignalled("It began at another time."),
            new HomeRelease.Ending.HeldAgain(12),
            new HomeRelease.Ending.DoesNotEnd(4711))) {
      services.ending = () -> ending;

      Typed typed = reset("--stop-gateway", "--yes");

      assertThat(typed.err()).contains("Nothing was changed.");
      assertThat(typed.exit()).isEqualTo(4);
    }
    assertThat(home.changed).isEmpty();
  }
}
