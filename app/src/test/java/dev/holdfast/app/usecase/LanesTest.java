package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.usecase.Lanes.Entry;
import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.app.usecase.Lanes.Place;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.memory.RecordedTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The lane of a session key")
class LanesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int DEPTH = 32;
  private static final Lane LANE = lane("agent:main:one");

  private final RecordedTelemetry telemetry = new RecordedTelemetry();
  private final Lanes lanes =
      new Lanes(() -> new QueueSettings(DEPTH, PATIENCE), Clock.systemUTC(), telemetry);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop_threads() {
    threads.shutdownNow();
  }

  @Test
  void is_entered_at_once_when_free() {
    assertThat(lanes.enter(LANE, new Place())).isEqualTo(new Entry.Entered());
  }

  @Test
  void leaves_nothing_behind() {
    Place place = new Place();
    lanes.enter(LANE, place);

    lanes.leave(LANE, place);

    assertThat(lanes.size()).isZero();
  }

  @Test
  void never_makes_another_key_wait() {
    lanes.enter(LANE, new Place());

    assertThat(lanes.enter(lane("agent:main:two"), new Place())).isEqualTo(new Entry.Entered());
  }

  @Test
  void is_held_by_one_at_a_time_whatever_races() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> turns = new ArrayList<>();

    for (int i = 0; i < DEPTH; i++) {
      turns.add(
          threads.submit(
              () -> {
                Place place = new Place();
                assertThat(lanes.enter(LANE, place)).isEqualTo(new Entry.Entered());
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
                lanes.leave(LANE, place);
              }));
    }
    for (Future<?> turn : turns) {
      turn.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(most).hasValue(1);
    assertThat(lanes.size()).isZero();
  }

  @Test
  void is_entered_by_who_goes_before_all_that_wait_as_soon_as_its_holder_leaves() throws Exception {
    Place holder = new Place();
    lanes.enter(LANE, holder);
    Place waiting = new Place();
    Future<Entry> last = threads.submit(() -> lanes.enter(LANE, waiting));
    awaitWaiting(1);
    Place next = new Place();

    Entry first = lanes.enterNext(LANE, next, () -> lanes.leave(LANE, holder));

    assertThat(first).isEqualTo(new Entry.Entered());
    assertThat(lanes.before(LANE, waiting)).hasValue(1);
    assertThat(last.isDone()).isFalse();
    lanes.leave(LANE, next);
    assertThat(last.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Entry.Entered());
  }

  @Test
  void is_entered_at_once_by_who_goes_before_all_if_nobody_is_there() {
    assertThat(lanes.enterNext(LANE, new Place(), () -> {})).isEqualTo(new Entry.Entered());
  }

  @Test
  void serves_first_come_first() throws Exception {
    Place holder = new Place();
    lanes.enter(LANE, holder);
    List<Integer> order = new ArrayList<>();
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      waiting.add(
          threads.submit(
              () -> {
                Place place = new Place();
                lanes.enter(LANE, place);
                order.add(number);
                lanes.leave(LANE, place);
              }));
      awaitWaiting(i + 1);
    }

    lanes.leave(LANE, holder);
    for (Future<?> one : waiting) {
      one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void refuses_one_more_than_its_depth() throws Exception {
    Place holder = new Place();
    lanes.enter(LANE, holder);
    for (int i = 0; i < DEPTH; i++) {
      threads.execute(() -> lanes.enter(LANE, new Place()));
    }
    awaitWaiting(DEPTH);

    assertThat(lanes.enter(LANE, new Place())).isEqualTo(new Entry.QueueFull());
  }

  @Test
  void is_not_waited_for_longer_than_patience() {
    Lanes impatient =
        new Lanes(
            () -> new QueueSettings(DEPTH, Duration.ofMillis(1)), Clock.systemUTC(), telemetry);
    impatient.enter(LANE, new Place());

    assertThat(impatient.enter(LANE, new Place())).isEqualTo(new Entry.WaitedTooLong());
  }

  @Test
  void tells_of_each_wait_how_it_ended() {
    Lanes impatient =
        new Lanes(
            () -> new QueueSettings(DEPTH, Duration.ofMillis(1)), Clock.systemUTC(), telemetry);
    Place withdrawn = new Place();
    withdrawn.withdraw();

    impatient.enter(LANE, new Place());
    impatient.enter(LANE, new Place());
    impatient.enter(LANE, withdrawn);
    impatient.tryEnter(LANE, new Place());

    assertThat(telemetry.told())
        .containsExactly(
            "wait began",
            "wait ended: ENTERED",
            "wait began",
            "wait ended: WAITED_TOO_LONG",
            "wait began",
            "wait ended: GIVEN_UP");
  }

  @Test
  void is_given_up_by_a_withdrawn_place_and_goes_to_the_next() throws Exception {
    Place holder = new Place();
    Place withdrawn = new Place();
    lanes.enter(LANE, holder);
    Future<Entry> second = threads.submit(() -> lanes.enter(LANE, withdrawn));
    awaitWaiting(1);
    Future<Entry> third = threads.submit(() -> lanes.enter(LANE, new Place()));
    awaitWaiting(2);

    withdrawn.withdraw();
    Entry secondEntry = second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    lanes.leave(LANE, holder);

    assertThat(secondEntry).isEqualTo(new Entry.GivenUp());
    assertThat(third.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Entry.Entered());
  }

  @Test
  void passes_on_when_a_granted_place_was_withdrawn() throws Exception {
    Place holder = new Place();
    lanes.enter(LANE, holder);
    holder.withdraw();
    CountDownLatch entered = new CountDownLatch(1);
    threads.execute(
        () -> {
          lanes.enter(LANE, new Place());
          entered.countDown();
        });
    awaitWaiting(1);

    lanes.leave(LANE, holder);

    assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void awaitWaiting(int count) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (lanes.waiting(LANE) < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Test
  void is_left_by_a_place_that_was_withdrawn_before_it_tried() {
    Place withdrawn = new Place();
    withdrawn.withdraw();

    assertThat(lanes.tryEnter(LANE, withdrawn)).isEqualTo(new Entry.GivenUp());

    assertThat(lanes.size()).isZero();
    assertThat(lanes.enter(LANE, new Place())).isEqualTo(new Entry.Entered());
  }

  private static Lane lane(String key) {
    return new Lane(AgentId.MAIN, SessionKey.ofStored(key));
  }
}
