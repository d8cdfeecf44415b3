package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.memory.RecordedTelemetry;
import dev.holdfast.ports.out.write.TurnWrites.StartResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Telemetry hears of a store")
class StoreTelemetryTest {

  private static final SessionKey KEY = Samples.key("ann");
  private static final SessionId SESSION = Samples.session("ann");

  private final RecordedTelemetry telemetry = new RecordedTelemetry();
  private final SqliteFixture store;

  StoreTelemetryTest(@TempDir Path home) {
    SqliteFixture.withStore(home);
    store = new SqliteFixture(home, telemetry);
    store.storage().open(Samples.request(AgentId.MAIN));
  }

  @AfterEach
  void close() {
    store.storage().close();
  }

  /** What was told since the store was open. */
  private List<String> toldSince(int before) {
    return telemetry.told().subList(before, telemetry.told().size());
  }

  private StartResult start(String turn, InstanceId owner) {
    return store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work ->
                work.turns()
                    .start(
                        Samples.started(turn, KEY, SESSION, owner),
                        LeaseTerms.standard(Takeover.AT_ONCE)));
  }

  @Test
  void the_logs_of_all_databases_while_it_is_open() {
    assertThat(telemetry.told()).contains("log watched: CONTROL_PLANE", "log watched: AGENT");

    store.storage().close();

    assertThat(telemetry.told()).contains("log forgotten: CONTROL_PLANE", "log forgotten: AGENT");
  }

  @Test
  void its_commits_by_the_kind_of_database() {
    int before = telemetry.told().size();

    store.storage().probe();
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> work.sessions().apply(new SessionChange.Reserve(KEY, SESSION, Samples.at(0))));

    assertThat(toldSince(before))
        .containsExactly("committed: CONTROL_PLANE 1", "committed: AGENT 1");
  }

  @Test
  void the_leases_it_takes_over_and_no_others() {
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> work.sessions().apply(new SessionChange.Reserve(KEY, SESSION, Samples.at(0))));
    int before = telemetry.told().size();

    start("t1", Samples.OTHER_OWNER);
    assertThat(toldSince(before)).containsExactly("committed: AGENT 1");
    start("t2", Samples.OWNER);
    start("t3", Samples.OWNER);

    assertThat(toldSince(before)).containsOnlyOnce("lease taken over");
  }

  @Test
  void no_lease_that_was_taken_over_by_a_change_that_was_undone() {
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> work.sessions().apply(new SessionChange.Reserve(KEY, SESSION, Samples.at(0))));
    start("t1", Samples.OTHER_OWNER);
    int before = telemetry.told().size();

    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .inAgent(
                        AgentId.MAIN,
                        work -> {
                          work.turns().interruptAllBut(Samples.OWNER, "gone", Samples.at(40));
                          throw new IllegalStateException("on purpose");
                        }))
        .hasMessage("on purpose");
    assertThat(toldSince(before)).doesNotContain("lease taken over");
    start("t2", Samples.OWNER);

    assertThat(toldSince(before)).containsOnlyOnce("lease taken over");
  }

  @Test
  void the_turns_that_a_process_before_left_running() {
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> work.sessions().apply(new SessionChange.Reserve(KEY, SESSION, Samples.at(0))));
    start("t1", Samples.OTHER_OWNER);
    int before = telemetry.told().size();

    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> work.turns().interruptAllBut(Samples.OWNER, "owner_gone", Samples.at(40)));

    assertThat(toldSince(before)).containsExactly("committed: AGENT 1", "lease taken over");
  }
}
