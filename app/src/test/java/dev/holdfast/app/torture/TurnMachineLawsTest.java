package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.adapters.sqlite.SqliteModule;
import dev.holdfast.adapters.sqlite.StorageSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.memory.InMemoryStore;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The turns of a session, whatever is asked of them, do as a plain model does")
class TurnMachineLawsTest {

  private static final AtomicInteger SESSIONS = new AtomicInteger();
  private static final InMemoryStore MEMORY = InMemoryStore.opened(AgentId.MAIN);
  private static TortureHome home;
  private static Injector sqlite;

  @BeforeContainer
  static void open_a_store_on_disk() throws IOException {
    home = TortureHome.create(Files.createTempDirectory("turn-machine"));
    sqlite = Guice.createInjector(new SqliteModule(), new Needs());
    sqlite.getInstance(Storage.class).open(Samples.request(AgentId.MAIN));
  }

  @AfterContainer
  static void close_it() throws IOException {
    sqlite.getInstance(Storage.class).close();
    home.delete();
    Files.delete(home.folder().getParent());
  }

  /** What the store on disk needs. */
  private static final class Needs extends AbstractModule {
    @Override
    protected void configure() {
      bind(StorageSettings.class).toInstance(new StorageSettings(home.folder()));
      bind(Clock.class).toInstance(Clock.systemUTC());
      bind(RouteCanonicalizer.class).toInstance(Samples.ROUTES);
      bind(Telemetry.class).toInstance(Telemetry.NONE);
    }
  }

  /** A model and a store that go the same way. */
  private record Machine(TurnModel model, TurnsUnderTest turns) {

    void step(TurnStep step) {
      int begun = model.turns();
      int now = model.now();
      assertThat(turns.apply(step, begun, now)).as(step.toString()).isEqualTo(model.apply(step));
      assertThat(turns.states(model.turns())).as("after " + step).isEqualTo(model.states());
    }
  }

  @Property(tries = 300)
  void in_memory(@ForAll("inMemory") ActionChain<Machine> chain) {
    chain.run().turns().end();
  }

  @Property(tries = 100)
  void on_disk(@ForAll("onDisk") ActionChain<Machine> chain) {
    chain.run().turns().end();
  }

  @Provide
  Arbitrary<ActionChain<Machine>> inMemory() {
    return ActionChain.startWith(() -> machine(MEMORY, MEMORY.turnReads()))
        .withAction(new AnyStep());
  }

  @Provide
  Arbitrary<ActionChain<Machine>> onDisk() {
    return ActionChain.startWith(
            () ->
                machine(
                    sqlite.getInstance(WriteTransactions.class),
                    sqlite.getInstance(TurnReads.class)))
        .withAction(new AnyStep());
  }

  private static Machine machine(WriteTransactions writes, TurnReads reads) {
    String name = "machine-" + SESSIONS.incrementAndGet();
    return new Machine(new TurnModel(), TurnsUnderTest.reserved(writes, reads, name));
  }

  private static final class AnyStep implements Action.Independent<Machine> {

    /** A lease holds 30 s: what comes at its last moment, and just behind, must be common. */
    private static final Arbitrary<Integer> TERM_AND_AROUND_IT = Arbitraries.of(1, 15, 29, 30, 31);

    @Override
    public Arbitrary<Transformer<Machine>> transformer() {
      return steps().map(step -> Transformer.mutate(step.toString(), state -> state.step(step)));
    }

    private static Arbitrary<TurnStep> steps() {
      Arbitrary<Integer> turns = Arbitraries.integers().between(0, 5);
      Arbitrary<Integer> epochsOff = Arbitraries.of(0, 0, 0, -1, 1);
      return Arbitraries.oneOf(
          Combinators.combine(owners(), terms()).as(TurnStep.Start::new),
          Combinators.combine(turns, epochsOff).as(TurnStep.End::new),
          Combinators.combine(turns, epochsOff).as(TurnStep.Renew::new),
          Combinators.combine(owners(), terms()).as(TurnStep.Claim::new),
          owners().map(TurnStep.InterruptHere::new),
          owners().map(TurnStep.InterruptOthers::new),
          TERM_AND_AROUND_IT.map(TurnStep.Wait::new));
    }

    private static Arbitrary<InstanceId> owners() {
      return Arbitraries.of(Samples.OWNER, Samples.OTHER_OWNER);
    }

    private static Arbitrary<LeaseTerms> terms() {
      return Arbitraries.of(Samples.ALONE, Samples.SHARED);
    }
  }
}
