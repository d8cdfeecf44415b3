package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.holdfast.app.torture.FailingCalls.Span;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.usecase.GatewayService;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.out.env.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A turn of whose storage calls one fails, whichever it is")
class FailingCallsTest {

  /** A turn whose end cannot be stored tries as long as it may run. */
  private static final String SHORT_TURNS = "{\"turn\": {\"timeout\": \"1s\"}}";

  @TempDir private Path scratch;

  private final FailingCalls store = new FailingCalls();
  private final List<Operation> operations = new ArrayList<>();
  private TortureHome home;
  private GatewayService gateway;
  private TurnCaller caller;

  @BeforeEach
  void open_a_store_that_can_fail() {
    home = TortureHome.create(scratch).configured(SHORT_TURNS);
    open();
  }

  private void open() {
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            WorkerModules.of(
                home.folder(),
                new EchoModel(question -> Duration.ZERO),
                modules -> ReplacedStore.in(modules, store)));
    gateway = injector.getInstance(GatewayService.class);
    gateway.start(Storage.Creation.IF_ABSENT, "http://127.0.0.1:18790");
    caller = new TurnCaller("caller", injector.getInstance(Conversations.class));
  }

  private Outcome ask(String key, String text) {
    Operation operation = caller.ask(TortureHome.key(key), text);
    operations.add(operation);
    return operation.outcome();
  }

  /** How many calls a turn makes of which none fails. */
  private int callsOfATurn() {
    ask("counted", "first");
    store.fail(Integer.MAX_VALUE, Span.ONCE);
    ask("counted", "second");
    return store.calls();
  }

  private List<Violation> reopenedAndChecked() {
    gateway.stop();
    open();
    gateway.stop();
    List<Violation> violations = new ArrayList<>(home.integrity());
    violations.addAll(
        HistoryChecker.check(History.of(operations, StoreRows.read(home.database())).withFaults()));
    return violations;
  }

  @Test
  void is_answered_only_if_it_is_stored_and_the_next_one_works() {
    int calls = callsOfATurn();

    for (int call = 1; call <= calls; call++) {
      String key = "once-" + call;
      assertThat(ask(key, key + "-before")).isInstanceOf(Outcome.Answered.class);
      store.fail(call, Span.ONCE);
      ask(key, key + "-failing");
      store.mend();
      assertThat(ask(key, key + "-after")).as(key).isInstanceOf(Outcome.Answered.class);
    }

    assertThat(calls).as("reads, steps and commits").isGreaterThan(8);
    assertThat(reopenedAndChecked()).isEmpty();
  }

  @Test
  void is_an_error_while_all_calls_fail_from_there_on_and_the_next_one_works_once_none_does() {
    int calls = callsOfATurn();

    for (int call = 1; call < calls; call++) {
      String key = "on-" + call;
      assertThat(ask(key, key + "-before")).isInstanceOf(Outcome.Answered.class);
      store.fail(call, Span.UNTIL_MENDED);
      assertThat(ask(key, key + "-failing")).as(key).isNotInstanceOf(Outcome.Answered.class);
      store.mend();
      assertThat(ask(key, key + "-after")).as(key).isInstanceOf(Outcome.Answered.class);
    }

    assertThat(reopenedAndChecked()).isEmpty();
  }
}
