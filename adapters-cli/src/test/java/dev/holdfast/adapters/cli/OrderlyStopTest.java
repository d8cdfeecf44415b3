package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeRelease.Ending;
import dev.holdfast.ports.in.HomeRelease.Signal;
import dev.holdfast.ports.in.HomeRelease.Waiting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A gateway in the way of the doctor")
final class OrderlyStopTest {

  private static final String STOP = "POST /api/gateway/stop";
  private static final String ASKING = "Asking the gateway at ";

  private final FixedServices services = new FixedServices();
  private final FixedDoctor doctor = new FixedDoctor();
  private final List<Doctor.Examination> treated = new ArrayList<>();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.door = gateway::door;
    services.doctor = () -> doctor;
    services.repairs =
        () ->
            (examination, progress) -> {
              treated.add(examination);
              return doctor.treatment;
            };
    services.waiting =
        () -> {
          services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
          return Waiting.FREE;
        };
    doctor.found(
        new Finding("schema-old", Severity.ERROR, "It is old.", "/h", "Upgrade it."),
        new Repair.UpgradeStore("/h"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed fix(String... more) {
    return Typed.command(services, words(more));
  }

  private static String[] words(String... more) {
    return Stream.concat(Stream.of("doctor", "--fix"), Stream.of(more)).toArray(String[]::new);
  }

  private void assertLeftAlone(Typed typed) {
    assertThat(typed.exit()).as(typed.err()).isEqualTo(4);
    assertThat(gateway.asked).isEmpty();
    assertThat(services.asked).isEmpty();
    assertThat(treated).isEmpty();
  }

  @Test
  void that_answers_is_asked_to_stop_and_gets_no_signal() {
    Typed typed = fix("--stop-gateway", "--yes");

    assertThat(typed.err()).contains(ASKING + gateway.url() + ", process 4711");
    assertThat(gateway.asked).containsExactly(STOP);
    assertThat(services.asked).containsExactly("await /home/ann/.holdfast");
    assertThat(treated).hasSize(1);
  }

  @Test
  void that_lets_its_turns_end_already_is_waited_for() {
    gateway.refuses(503, "shutting_down", "It is stopping.");

    fix("--stop-gateway", "--yes");

    assertThat(services.asked).containsExactly("await /home/ann/.holdfast");
    assertThat(treated).hasSize(1);
  }

  @Test
  void that_takes_long_to_end_is_not_hurried() {
    services.waiting = () -> Waiting.STILL_HELD;

    Typed typed = fix("--stop-gateway", "--yes");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.err()).contains("still held");
    assertThat(services.asked).containsExactly("await /home/ann/.holdfast");
    assertThat(treated).isEmpty();
  }

  @Test
  void that_is_silent_is_ended() {
    services.ending =
        () -> {
          services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
          return new Ending.Ended(4711, Signal.KILL);
        };
    gateway.close();

    fix("--stop-gateway", "--yes");

    assertThat(services.asked).containsExactly("end Gateway of /home/ann/.holdfast");
    assertThat(treated).hasSize(1);
  }

  @Test
  void is_left_alone_unless_its_stop_was_asked_for_and_confirmed() {
    assertLeftAlone(fix());
    assertLeftAlone(fix("--stop-gateway"));

    InputStream no = new ByteArrayInputStream("n\n".getBytes(StandardCharsets.UTF_8));
    Typed typed = Typed.command(new Person.AtTerminal(no), services, words("--stop-gateway"));
    assertThat(typed.err()).contains("It would be asked to stop").doesNotContain("SIGTERM");
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(gateway.asked).isEmpty();
    assertThat(treated).isEmpty();
  }

  @Test
  void that_proves_nothing_is_neither_asked_nor_ended() {
    gateway.knows(TokenText.of("hf_another"));
    assertLeftAlone(fix("--stop-gateway", "--yes"));

    services.door = () -> gateway.door(Samples.noToken());
    assertLeftAlone(fix("--stop-gateway", "--yes"));
  }

  @Test
  void that_serves_another_store_than_its_record_says_is_neither_asked_nor_ended() {
    gateway.serves(new StoreId("another"));

    assertLeftAlone(fix("--stop-gateway", "--yes"));
  }

  @Test
  void is_challenged_anew_once_a_person_has_agreed() {
    Sight seen = gateway.door();
    InputStream slow =
        new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] into, int from, int most) {
            gateway.knows(TokenText.of("hf_another"));
            return super.read(into, from, most);
          }
        };
    services.door = () -> seen;

    Typed typed = Typed.command(new Person.AtTerminal(slow), services, words("--stop-gateway"));

    assertThat(typed.err()).contains("is not the gateway any more that proved itself before");
    assertLeftAlone(typed);
  }

  @Test
  void that_stops_answering_when_it_is_asked_is_not_waited_for_without_end() {
    CountDownLatch never = new CountDownLatch(1);
    gateway.answersAfter(never);
    GatewayClient.Target target =
        new GatewayClient.Target(gateway.url(), Samples.STORE, StubGateway.OWN, "its file");

    try (GatewayClient client = new GatewayClient(target)) {
      assertThat(client.send(GatewayCall.post("/api/gateway/stop"), Duration.ofMillis(200)))
          .isInstanceOf(GatewayReply.Unreachable.class);
    } finally {
      never.countDown();
    }
  }
}
