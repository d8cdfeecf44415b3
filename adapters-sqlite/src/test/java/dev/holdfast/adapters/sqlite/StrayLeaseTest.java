package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.write.TurnWrites.StartResult;
import dev.holdfast.ports.out.write.WriteTransactions.AgentWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A lease that a foreign hand left is found and freed")
class StrayLeaseTest {

  private static final SessionKey KEY = Samples.key("ann");
  private static final SessionId SESSION = Samples.session("ann");

  private final SqliteFixture store;
  private final RawDatabase raw;

  StrayLeaseTest(@TempDir Path home) throws SQLException {
    store = SqliteFixture.opened(home);
    raw = RawDatabase.agentOf(home);
  }

  @BeforeEach
  void leaveOneBehind() throws SQLException {
    change(
        work -> {
          work.sessions().apply(new SessionChange.Reserve(KEY, SESSION, Samples.at(1)));
          work.turns().start(Samples.started("t1", KEY, SESSION, Samples.OWNER), Samples.ALONE);
          return work.turns().end(Samples.completed("t1", 1));
        });
    int leases =
        raw.execute(
            "UPDATE leases SET owner = 'owner-1', turn_id = 't1', granted_at_micros = 1,"
                + " deadline_at_micros = 2");
    assertThat(leases).isEqualTo(1);
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    store.storage().close();
  }

  @Test
  void it_keeps_its_owner_from_the_session_until_it_is_freed_and_its_epoch_stays() {
    assertThat(start("t2")).isEqualTo(new StartResult.Busy());

    List<StrayLease> stray = store.turns().strayLeases(AgentId.MAIN, 1000);

    assertThat(stray)
        .singleElement()
        .satisfies(
            lease -> {
              assertThat(lease.key()).isEqualTo(KEY);
              assertThat(lease.holder().turn()).isEqualTo(new TurnId("t1"));
              assertThat(lease.holder().epoch()).isEqualTo(1);
            });
    assertThat(free(stray.getFirst())).isEqualTo(1);
    assertThat(free(stray.getFirst())).isZero();
    assertThat(start("t2"))
        .isInstanceOfSatisfying(
            StartResult.Granted.class, granted -> assertThat(granted.lease().epoch()).isEqualTo(2));
  }

  @Test
  void one_that_another_turn_has_by_now_is_left_alone() {
    StrayLease seen = store.turns().strayLeases(AgentId.MAIN, 1000).getFirst();
    LeaseHolder holder = seen.holder();
    LeaseHolder earlier =
        new LeaseHolder(holder.owner(), holder.turn(), 7, holder.since(), holder.deadline());

    assertThat(free(new StrayLease(KEY, earlier))).isZero();
    assertThat(store.turns().strayLeases(AgentId.MAIN, 1000)).containsExactly(seen);
  }

  private StartResult start(String turn) {
    return change(
        work ->
            work.turns().start(Samples.started(turn, KEY, SESSION, Samples.OWNER), Samples.ALONE));
  }

  private int free(StrayLease lease) {
    return change(work -> work.turns().freeStray(lease));
  }

  private <R> R change(AgentWork<R> work) {
    return store.transactions().inAgent(AgentId.MAIN, work);
  }
}
