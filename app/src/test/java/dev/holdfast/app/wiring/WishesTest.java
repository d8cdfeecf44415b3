package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.wiring.Wishes.Wish;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a gateway's process is asked to do reaches whoever serves")
class WishesTest {

  private static final StorageFailure DEAD =
      new StorageFailure(StorageFailure.Code.CLOSED, "The writer is gone.", Map.of());
  private static final Runnable NOTHING_TO_SEE = () -> {};

  private static final Wish.Restart ANEW = new Wish.Restart(Configuration.defaults(), 1);

  private final Wishes wishes = new Wishes();
  private final BlockingQueue<Storage.DeathWatch> stores = new LinkedBlockingQueue<>();
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void what_it_stands_on_is_looked_at_again_and_again_while_it_serves() throws Exception {
    Wishes impatient = new Wishes(Duration.ofMillis(1));
    CountDownLatch looks = new CountDownLatch(3);
    Future<Wish> serving =
        threads.submit(
            () -> impatient.await(stores::add, () -> read.add("never"), looks::countDown));

    assertThat(looks.await(30, TimeUnit.SECONDS)).isTrue();
    impatient.stop();

    assertThat(wish(serving)).isEqualTo(new Wish.Stop());
    assertThat(read).isEmpty();
  }

  @Test
  void a_store_that_dies_ends_the_time_of_serving() throws Exception {
    Future<Wish> first = serve("first");
    Storage.DeathWatch store = store();

    store.died(DEAD);

    assertThat(wish(first)).isEqualTo(new Wish.StoreDied(DEAD));
  }

  @Test
  void a_store_that_dies_while_its_gateway_ends_does_not_end_the_next() throws Exception {
    Future<Wish> first = serve("first");
    Storage.DeathWatch old = store();
    restart();
    assertThat(wish(first)).isEqualTo(ANEW);

    old.died(DEAD);
    Future<Wish> second = serve("second");
    store();
    old.died(DEAD);
    restart();

    assertThat(wish(second)).isEqualTo(ANEW);
  }

  @Test
  void whoever_serves_reads_the_configuration_and_nobody_does_so_twice() throws Exception {
    Future<Wish> first = serve("first");
    store();

    wishes.reload();
    wishes.reloaded();
    restart();
    assertThat(wish(first)).isEqualTo(ANEW);
    Future<Wish> second = serve("second");
    store();
    wishes.reload();
    wishes.stop();

    assertThat(wish(second)).isEqualTo(new Wish.Stop());
    assertThat(read).containsExactly("first", "second");
  }

  @Test
  void a_reload_while_nobody_serves_is_left_to_the_next() throws Exception {
    Future<Wish> first = serve("first");
    store();
    restart();
    assertThat(wish(first)).isEqualTo(ANEW);

    wishes.reload();
    wishes.reload();
    Future<Wish> second = serve("second");
    wishes.stop();

    assertThat(wish(second)).isEqualTo(new Wish.Stop());
    assertThat(read).containsExactly("second");
  }

  @Test
  void one_that_was_made_after_a_restart_was_asked_for_is_made_again_by_the_next()
      throws Exception {
    Runnable late =
        () -> {
          restart();
          wishes.reloaded();
        };
    Future<Wish> first = threads.submit(() -> wishes.await(stores::add, late, NOTHING_TO_SEE));
    store();
    wishes.reload();
    assertThat(wish(first)).isEqualTo(ANEW);

    Future<Wish> second = serve("second");
    wishes.stop();

    assertThat(wish(second)).isEqualTo(new Wish.Stop());
    assertThat(read).containsExactly("second");
  }

  private void restart() {
    wishes.restart(ANEW.configuration(), ANEW.port());
  }

  private Future<Wish> serve(String name) {
    return threads.submit(() -> wishes.await(stores::add, () -> read.add(name), NOTHING_TO_SEE));
  }

  /** What a store that serves now tells if it dies. */
  private Storage.DeathWatch store() throws Exception {
    Storage.DeathWatch store = stores.poll(20, TimeUnit.SECONDS);
    assertThat(store).isNotNull();
    return store;
  }

  private static Wish wish(Future<Wish> served) throws Exception {
    return served.get(20, TimeUnit.SECONDS);
  }
}
