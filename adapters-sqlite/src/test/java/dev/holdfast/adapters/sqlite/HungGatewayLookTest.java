package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A look works beside a gateway that hangs")
class HungGatewayLookTest {

  /** Opens a store, begins a turn, says so by a file, and stays. */
  static final class Gateway {

    private Gateway() {}

    public static void main(String[] arguments) throws Exception {
      Path home = Path.of(arguments[0]);
      SqliteFixture store = new SqliteFixture(home);
      store.storage().open(Samples.request(AgentId.MAIN));
      store
          .transactions()
          .inAgent(
              AgentId.MAIN,
              work ->
                  work.turns()
                      .start(
                          Samples.started(
                              "stuck", Samples.key("n1"), Samples.session("n1"), Samples.OWNER),
                          Samples.ALONE));
      Files.createFile(home.resolve("ready"));
      new CountDownLatch(1).await();
    }
  }

  @Test
  void its_stuck_turn_is_seen(@TempDir Path home) throws Exception {
    FilledHome.make(home, 2, 3);
    Process gateway = ChildJvm.start(Gateway.class, home.toString());
    try {
      while (!Files.exists(home.resolve("ready")) && gateway.isAlive()) {
        Thread.onSpinWait();
      }
      signal("STOP", gateway);

      StoreFacts facts =
          new SqliteStoreInspection().inspect(home.toString(), Depth.FULL, StoreProgress.NONE);

      Content.Inspected agent = (Content.Inspected) facts.databases().get(1).content();
      assertThat(agent.running()).extracting(turn -> turn.turnId()).containsExactly("stuck");
      assertThat(agent.integrity()).isEqualTo(new Integrity.Checked(List.of(), List.of()));
    } finally {
      gateway.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
