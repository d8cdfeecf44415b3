package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.usecase.Lanes.Entry;
import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.app.usecase.Lanes.Place;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.out.env.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Lincheck runs small scenarios of several threads in each order of their steps that it can think
 * of, and compares what they answer with what they could answer one after another.
 */
@DisplayName("Whatever the order of steps, the lane of a session key")
class LanesModelTest {

  private static final int SCENARIOS = 3;
  private static final int ORDERS = 400;
  private static final int THREADS = 3;
  private static final int CALLS = 2;

  private static ModelCheckingOptions everyOrder() {
    return new ModelCheckingOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(ORDERS)
        .threads(THREADS)
        .actorsPerThread(CALLS)
        .actorsBefore(0)
        .actorsAfter(0);
  }

  @Test
  void lets_one_in_at_a_time_and_forgets_nobody() {
    everyOrder().check(CountedInALane.class);
  }

  @Test
  void is_needed_for_that() {
    assertThatThrownBy(() -> everyOrder().check(CountedAnyhow.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /** A counter that only a lane guards: two at once would count the same number. */
  public static final class CountedInALane {

    private static final Lane LANE =
        new Lane(AgentId.MAIN, SessionKey.ofStored("agent:main:counted"));

    private final Lanes lanes =
        new Lanes(
            () -> new QueueSettings(QueueSettings.DEFAULT_DEPTH, Duration.ofSeconds(20)),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            Telemetry.NONE);
    private int counter;

    /** Counts, or gives -1 for one who was not let in. */
    @Operation
    public int next() {
      Place place = new Place();
      if (!(lanes.enter(LANE, place) instanceof Entry.Entered)) {
        return -1;
      }
      int mine = counter;
      counter = mine + 1;
      lanes.leave(LANE, place);
      return mine;
    }
  }

  /** The same without a lane. */
  public static final class CountedAnyhow {

    private int counter;

    /** Counts. */
    @Operation
    public int next() {
      int mine = counter;
      counter = mine + 1;
      return mine;
    }
  }
}
