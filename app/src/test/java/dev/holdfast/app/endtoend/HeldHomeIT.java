package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import dev.holdfast.app.endtoend.Incident.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A command on a home whose gateway hangs, was killed, or is another's")
final class HeldHomeIT {

  private static final int REFUSED = 4;

  /** The command waits 5 s for the gateway; starting and looking take the rest. */
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(20);

  @TempDir private Path scratch;

  private Incident incident;
  private String old;

  @BeforeEach
  void seed() throws InterruptedException {
    incident = new Incident(scratch, Tree.OURS);
    old = incident.seeded();
  }

  private static Finished done(Finished finished) {
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return finished;
  }

  private static Finished refused(Finished finished) {
    assertThat(finished.exit()).as(finished.out() + finished.err()).isEqualTo(REFUSED);
    return finished;
  }

  private Finished reset(String... more) throws InterruptedException {
    return incident.right(
        Stream.concat(Stream.of("sessions", "reset", Incident.KEY), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void is_refused_while_the_gateway_hangs_and_told_who_it_is() throws InterruptedException {
    try (RunningGateway gateway = incident.start()) {
      gateway.freeze();
      FileTree before = FileTree.of(incident.user());

      Instant begin = Instant.now();
      Finished own = refused(reset());
      Duration took = Duration.between(begin, Instant.now());
      Finished wrong = refused(incident.wrong("sessions", "reset", Incident.KEY));
      Finished listed = done(incident.right("turns", "list"));

      assertThat(took).isLessThan(REFUSED_WITHIN);
      assertThat(listed.err()).contains("turns that wait are left out");
      assertThat(listed.out()).contains(Incident.KEY);
      for (Finished refusal : List.of(own, wrong)) {
        assertThat(refusal.err())
            .contains(Long.toString(gateway.pid()))
            .contains("--stop-gateway")
            .contains("since");
      }
      assertThat(before.changesTo(FileTree.of(incident.user()))).isEmpty();
      gateway.thaw();
      gateway.stop();
    }
    assertThat(incident.sessionId()).isEqualTo(old);
  }

  @Test
  void stops_a_gateway_that_hangs_when_it_is_told_to_and_works_then() throws InterruptedException {
    try (RunningGateway gateway = incident.start()) {
      gateway.freeze();

      Finished status = incident.right("gateway", "status");
      assertThat(status.exit()).isEqualTo(3);
      assertThat(status.err())
          .contains("kill -CONT " + gateway.pid(), "gateway stop --stop-gateway");
      // A script is nobody who could be asked.
      assertThat(refused(reset("--stop-gateway")).err()).contains("--yes");
      assertThat(gateway.isAlive()).isTrue();
      // It is sent SIGTERM, which a frozen process cannot hear, and after 30 s SIGKILL.
      Finished reset = done(reset("--stop-gateway", "--yes"));
      assertThat(reset.err()).contains("directly").contains(Long.toString(gateway.pid()));
      assertThat(gateway.isAlive()).isFalse();
      assertThat(records(incident.user())).isEmpty();
    }
    assertThat(incident.sessionId()).isNotEqualTo(old);
  }

  @Test
  void works_directly_where_a_killed_gateway_left_its_record_and_lock_behind()
      throws InterruptedException {
    try (RunningGateway gateway = incident.start()) {
      gateway.kill();
    }
    assertThat(incident.canonical().resolve("gateway.json")).exists();

    assertThat(done(reset()).err()).contains("directly");

    assertThat(incident.sessionId()).isNotEqualTo(old);
  }

  @Test
  void signals_the_holder_and_not_the_process_that_a_record_names_by_a_number_it_has_by_now()
      throws IOException, InterruptedException {
    Process bystander = new ProcessBuilder("sleep", "600").start();
    try (RunningGateway holder = incident.start()) {
      // All that tells the two processes apart is who holds the lock.
      for (Path record : records(incident.user())) {
        Files.writeString(
            record,
            Files.readString(record)
                .replaceFirst("\"pid\":\\d+", "\"pid\":" + bystander.pid())
                .replaceFirst("\"startTicks\":\\d+", "\"startTicks\":" + began(bystander)));
      }
      assertThat(records(incident.user())).isNotEmpty();

      Finished refusal = refused(reset());
      Finished reset = done(reset("--stop-gateway", "--yes"));

      for (Finished told : List.of(refusal, reset)) {
        assertThat(told.err())
            .contains("process " + holder.pid())
            .doesNotContain("process " + bystander.pid());
      }
      assertThat(reset.err()).contains("directly");
      assertThat(holder.awaitEnd().exit()).as("SIGTERM was enough").isZero();
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
    assertThat(incident.sessionId()).isNotEqualTo(old);
  }

  /** When a process began, in ticks since the machine did; its name is one word. */
  private static String began(Process process) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
        .split(" ", -1)[21];
  }

  @Test
  void never_shows_its_token_to_a_gateway_of_another_store_at_the_address_of_the_record()
      throws IOException, InterruptedException {
    Path other = incident.user().resolve("other");
    try (RunningGateway own = incident.start();
        RunningGateway another = incident.start(other);
        Listener listener = Listener.before(another.url())) {
      Path record = incident.canonical().resolve("gateway.json");
      String told = Files.readString(record);
      own.freeze();
      for (Path file : records(incident.user())) {
        Files.writeString(
            file, Files.readString(file).replace(own.url().toString(), listener.url()));
      }
      AgentStore store = new AgentStore(other.resolve("agents/main/agent/holdfast-agent.sqlite"));
      String before = store.counts();

      Finished refusal = reset("--home", incident.canonical().toString());

      assertThat(listener.shown()).as("tokens shown at %s", listener.asked()).isEmpty();
      assertThat(listener.asked()).isNotEmpty().containsOnly("/api/identity");
      refused(refusal);
      assertThat(refusal.err()).contains(incident.canonical().toString());
      assertThat(store.counts()).isEqualTo(before);
      Files.writeString(record, told);
      own.thaw();
      own.stop();
      another.stop();
    }
    assertThat(incident.sessionId()).isEqualTo(old);
  }

  @Test
  void works_on_a_home_that_was_moved_and_tells_a_copy_from_its_original()
      throws IOException, InterruptedException {
    Path moved = incident.user().resolve("moved");
    Files.move(incident.canonical(), moved, StandardCopyOption.ATOMIC_MOVE);
    done(incident.right("sessions", "reset", Incident.KEY, "--home", moved.toString()));
    Path copy = incident.user().resolve("copy");
    done(new ShellCommand(scratch, List.of("cp", "-a", moved.toString(), copy.toString())).run());

    try (RunningGateway original = incident.start(moved);
        RunningGateway second = incident.start(copy)) {
      Finished state = incident.right("state", "--home", copy.toString());

      assertThat(second.storeId()).isEqualTo(original.storeId());
      assertThat(state.out()).contains(moved.toString()).contains("holdfast state new-id");
      second.stop();
      done(incident.right("state", "new-id", "--yes", "--home", copy.toString()));
      original.stop();
    }
    try (RunningGateway original = incident.start(moved);
        RunningGateway second = incident.start(copy)) {
      assertThat(second.storeId()).isNotEqualTo(original.storeId());
      second.stop();
      original.stop();
    }
  }

  private static List<Path> records(Path user) {
    try (Stream<Path> files = Files.walk(user)) {
      return files
          .filter(
              file ->
                  String.valueOf(file.getFileName()).startsWith("gateway")
                      && String.valueOf(file.getFileName()).endsWith(".json"))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
