package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import dev.holdfast.app.endtoend.Incident.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway whose lock file was replaced, or whose home was moved")
final class LostLockIT {

  private static final int REFUSED = 4;

  @TempDir private Path scratch;

  private Incident incident;
  private String old;

  @BeforeEach
  void seed() throws InterruptedException {
    incident = new Incident(scratch, Tree.OURS);
    old = incident.seeded();
  }

  @Test
  void still_holds_its_home_and_says_that_it_lost_its_lock()
      throws IOException, InterruptedException {
    Path lock = incident.canonical().resolve("holdfast.lock");
    try (RunningGateway gateway = incident.start()) {
      Path other = incident.canonical().resolve("other.lock");
      done(new ShellCommand(scratch, List.of("cp", "-p", lock.toString(), other.toString())).run());
      done(new ShellCommand(scratch, List.of("mv", other.toString(), lock.toString())).run());

      gateway.awaitLog("was replaced or removed");
      assertThat(done(incident.right("state")).out())
          .contains(Long.toString(gateway.pid()), "its lock file was replaced or removed");
      assertThat(done(reset()).err()).contains("through").contains(gateway.url().toString());
      assertThat(incident.sessionId()).isNotEqualTo(old);
      assertRefusedBeside(gateway);

      Files.delete(lock);
      assertRefusedBeside(gateway);
      assertThat(lock).doesNotExist();

      // What the doctor tells to do.
      done(incident.right("gateway", "stop", "--yes"));
      assertThat(gateway.awaitEnd().exit()).isZero();
    }
    assertThat(incident.right("doctor", "--only", "lock-and-record").exit()).isZero();
    assertThat(done(reset()).err()).contains("directly");
  }

  private void assertRefusedBeside(RunningGateway gateway) throws InterruptedException {
    Finished doctor = incident.right("doctor", "--only", "lock-and-record");
    assertThat(doctor.exit()).isEqualTo(1);
    assertThat(doctor.out()).contains("lock-replaced");
    assertThat(incident.right("doctor", "--only", "lock-and-record", "--plan").out())
        .doesNotContain("remove-record");

    String home = incident.canonical().toString();
    Finished second = incident.right("gateway", "run", "--port", "0", "--home", home);
    assertThat(second.exit()).as(second.err()).isEqualTo(REFUSED);
    assertThat(second.err()).contains(Long.toString(gateway.pid()));

    String before = incident.sessionId();
    gateway.freeze();
    Finished beside = reset();
    assertThat(beside.exit()).as(beside.err()).isEqualTo(REFUSED);
    Finished recovered = incident.right("sessions", "recover");
    assertThat(recovered.exit()).as(recovered.err()).isEqualTo(REFUSED);
    gateway.thaw();
    assertThat(incident.sessionId()).isEqualTo(before);
  }

  @Test
  void is_told_to_work_on_a_home_that_was_moved() throws IOException, InterruptedException {
    Path moved = incident.user().resolve("moved");
    try (RunningGateway gateway = incident.start()) {
      Files.move(incident.canonical(), moved);

      Finished doctor =
          incident.right("doctor", "--only", "lock-and-record", "--home", moved.toString());

      assertThat(doctor.exit()).isEqualTo(1);
      assertThat(doctor.out())
          .contains("home-moved", incident.canonical().toString(), Long.toString(gateway.pid()));
      gateway.awaitLog("the home was moved");
      Files.move(moved, incident.canonical());
      assertThat(incident.right("doctor", "--only", "lock-and-record").exit()).isZero();
      gateway.stop();
    }
  }

  private Finished reset() throws InterruptedException {
    return incident.right("sessions", "reset", Incident.KEY);
  }

  private static Finished done(Finished finished) {
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return finished;
  }
}
