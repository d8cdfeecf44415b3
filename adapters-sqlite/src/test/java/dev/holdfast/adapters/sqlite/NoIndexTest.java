package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreInspection.Tokens;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("No look makes the index of a log, whose home was copied without it")
class NoIndexTest {

  private final Path copy;
  private final Path home;

  NoIndexTest(@TempDir Path folder) throws IOException {
    this.home = Files.createDirectory(folder.resolve("home"));
    this.copy = Files.createDirectory(folder.resolve("copy"));
  }

  @BeforeEach
  void copyOfAKilledHome() throws IOException {
    SqliteFixture gateway = SqliteFixture.opened(home);
    gateway
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work ->
                work.sessions()
                    .apply(
                        new SessionChange.Reserve(
                            Samples.key("ann"), Samples.session("ann"), Samples.at(1))));
    for (String name : List.of(RawDatabase.CONTROL_PLANE, RawDatabase.AGENT)) {
      Files.createDirectories(copy.resolve(name).getParent());
      Files.copy(home.resolve(name), copy.resolve(name));
      Files.copy(home.resolve(name + "-wal"), copy.resolve(name + "-wal"));
    }
    gateway.storage().close();
    assertThat(Files.size(copy.resolve(RawDatabase.AGENT + "-wal"))).isPositive();
  }

  @Test
  void inspection_and_tokens_leave_no_trace() throws IOException {
    Map<String, List<Object>> before = Folders.snapshot(copy);
    SqliteStoreInspection inspection = new SqliteStoreInspection();

    inspection.inspect(copy.toString(), Depth.FULL, StoreProgress.NONE);
    inspection.inspect(copy.toString(), Depth.QUICK, StoreProgress.NONE);
    assertThat(inspection.tokens(copy.toString())).isInstanceOf(Tokens.Unknown.class);

    assertThat(Folders.snapshot(copy)).isEqualTo(before);
  }

  @Test
  void opening_for_reading_says_what_to_do_and_leaves_no_trace() throws IOException {
    Map<String, List<Object>> before = Folders.snapshot(copy);

    assertThatThrownBy(() -> new SqliteFixture(copy).storage().openForReading())
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("start the gateway once");

    assertThat(Folders.snapshot(copy)).isEqualTo(before);
  }

  @Test
  void an_empty_log_holds_nothing_back() throws IOException {
    Files.write(home.resolve(RawDatabase.CONTROL_PLANE + "-wal"), new byte[0]);
    Files.write(home.resolve(RawDatabase.AGENT + "-wal"), new byte[0]);
    Map<String, List<Object>> before = Folders.snapshot(home);

    SqliteFixture reader = new SqliteFixture(home);
    reader.storage().openForReading();
    assertThat(reader.sessions().snapshot(AgentId.MAIN, Samples.key("ann")))
        .isInstanceOf(SessionSnapshot.Present.class);
    reader.storage().close();

    assertThat(Folders.snapshot(home)).isEqualTo(before);
  }

  @Test
  void a_gateway_takes_it_up_as_it_is() {
    SqliteFixture gateway = new SqliteFixture(copy);
    assertThat(gateway.storage().open(Samples.request(AgentId.MAIN)).outOfService()).isEmpty();

    assertThat(gateway.sessions().snapshot(AgentId.MAIN, Samples.key("ann")))
        .isInstanceOf(SessionSnapshot.Present.class);
    gateway.storage().close();
  }
}
