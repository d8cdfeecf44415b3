package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every transaction promises: all of it or nothing, at once for every reader.
 *
 * <p>Not asserted: that a commit survives a killed process or a loss of power; that takes a process
 * to kill.
 */
public interface TransactionContract extends OpenStoreContract {

  private boolean isThere(String name) {
    return store().sessions().snapshot(AGENT, Samples.key(name)) instanceof SessionSnapshot.Present;
  }

  private static SessionChange reservation(String name) {
    return new SessionChange.Reserve(Samples.key(name), Samples.session(name), Samples.at(1));
  }

  @Test
  default void what_a_transaction_wrote_is_read_as_soon_as_it_returned() throws Exception {
    List<Boolean> seen =
        Race.between(
            16,
            number ->
                () -> {
                  applied(reservation("name-" + number));
                  return isThere("name-" + number);
                });

    assertThat(seen).hasSize(16).containsOnly(true);
  }

  @Test
  default void a_transaction_sees_what_it_wrote_itself() {
    SessionWrites.Result second =
        store()
            .transactions()
            .inAgent(
                AGENT,
                work -> {
                  work.sessions().apply(reservation("ann"));
                  return work.sessions().apply(reservation("ann"));
                });

    assertThat(second).isInstanceOf(SessionWrites.Result.Outdated.class);
    assertThat(isThere("ann")).isTrue();
  }

  @Test
  default void work_that_throws_undoes_all_it_did_and_its_exception_comes_back() {
    IllegalArgumentException thrown = new IllegalArgumentException("on purpose");
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("ann");

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .inAgent(
                        AGENT,
                        work -> {
                          work.sessions().apply(reservation("ann"));
                          work.turns()
                              .start(Samples.started("t1", key, id, Samples.OWNER), Samples.ALONE);
                          work.transcripts().append(id, List.of(Samples.first("a")));
                          throw thrown;
                        }))
        .isSameAs(thrown);

    assertThat(isThere("ann")).isFalse();
    assertThat(reserve(key, id).version()).isEqualTo(1);
    assertThat(startGranted(Samples.started("t1", key, id, Samples.OWNER))).isEqualTo(1);
  }

  @Test
  default void work_that_throws_undoes_only_itself() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<String> holder =
        CompletableFuture.supplyAsync(
            () ->
                store()
                    .transactions()
                    .inAgent(
                        AGENT,
                        work -> {
                          begun.countDown();
                          awaitQuietly(goOn);
                          work.sessions().apply(reservation("holder"));
                          return "held";
                        }));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<List<String>> waiting =
        CompletableFuture.supplyAsync(() -> raceOfGoodAndBad());
    goOn.countDown();

    assertThat(holder.get(30, TimeUnit.SECONDS)).isEqualTo("held");
    assertThat(waiting.get(30, TimeUnit.SECONDS))
        .filteredOn(outcome -> outcome.equals("refused"))
        .hasSize(8);
    for (int number = 0; number < 16; number++) {
      assertThat(isThere("name-" + number)).as("name-%d", number).isEqualTo(number % 2 == 0);
    }
    assertThat(isThere("holder")).isTrue();
  }

  /** Every second one throws after it wrote; a store may commit all of them together. */
  private List<String> raceOfGoodAndBad() {
    try {
      return Race.between(
          16,
          number ->
              () -> {
                try {
                  return store()
                      .transactions()
                      .inAgent(
                          AGENT,
                          work -> {
                            work.sessions().apply(reservation("name-" + number));
                            if (number % 2 == 1) {
                              throw new IllegalArgumentException("on purpose");
                            }
                            return "stored";
                          });
                } catch (IllegalArgumentException refused) {
                  return "refused";
                }
              });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let the work go on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  default void readers_wait_for_no_writer_and_see_nothing_of_open_work() throws Exception {
    applied(reservation("before"));
    CountDownLatch wrote = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);

    CompletableFuture<String> writer =
        CompletableFuture.supplyAsync(
            () ->
                store()
                    .transactions()
                    .inAgent(
                        AGENT,
                        work -> {
                          work.sessions().apply(reservation("during"));
                          wrote.countDown();
                          awaitQuietly(goOn);
                          return "done";
                        }));
    assertThat(wrote.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(isThere("before")).isTrue();
    assertThat(isThere("during")).isFalse();
    goOn.countDown();
    assertThat(writer.get(30, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(isThere("during")).isTrue();
  }

  @Test
  default void a_snapshot_is_of_one_moment() throws Exception {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");
    reserve(key, id);
    NewEvent first = Samples.first("event-0");
    append(id, first);
    moveHead(key, id, first);

    List<Boolean> whole =
        Race.between(
            2, number -> () -> number == 0 ? grow(key, id, first) : snapshotsAreWhole(key));

    assertThat(whole).containsOnly(true);
    assertThat(present(key).path()).hasSize(51);
  }

  private boolean grow(SessionKey key, SessionId id, NewEvent first) {
    NewEvent last = first;
    for (int number = 1; number <= 50; number++) {
      NewEvent next = Samples.after(last, "event-" + number);
      append(id, next);
      moveHead(key, id, next);
      last = next;
    }
    return true;
  }

  private boolean snapshotsAreWhole(SessionKey key) {
    for (int number = 0; number < 100; number++) {
      SessionSnapshot.Present snapshot = present(key);
      assertThat(snapshot.entry().head())
          .isEqualTo(EventParent.after(snapshot.path().getLast().id()));
      assertThat((long) snapshot.path().size()).isLessThanOrEqualTo(snapshot.entry().eventCount());
    }
    return true;
  }

  @Test
  default void a_transaction_inside_another_is_refused() {
    assertThatThrownBy(
            () -> store().transactions().inAgent(AGENT, work -> apply(reservation("ann"))))
        .isInstanceOf(IllegalStateException.class);

    assertThat(isThere("ann")).isFalse();
    applied(reservation("ann"));
  }

  @Test
  default void a_transaction_is_worthless_after_its_work_returned() {
    AtomicReference<WriteTransaction> kept = new AtomicReference<>();
    AtomicReference<ControlPlaneTransaction> keptToo = new AtomicReference<>();
    store()
        .transactions()
        .inAgent(
            AGENT,
            work -> {
              kept.set(work);
              return "kept";
            });
    store()
        .transactions()
        .inControlPlane(
            work -> {
              keptToo.set(work);
              return "kept";
            });

    assertThatThrownBy(() -> kept.get().sessions().apply(reservation("ann")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                kept.get()
                    .transcripts()
                    .append(Samples.session("ann"), List.of(Samples.first("a"))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kept.get().turns().end(Samples.completed("t1", 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keptToo.get().tokens().add(Tokens.token("1")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(isThere("ann")).isFalse();
  }

  @Test
  default void an_agent_that_is_not_in_service_cannot_be_written() {
    assertThatThrownBy(() -> store().transactions().inAgent(new AgentId("nobody"), work -> "never"))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.AGENT_UNAVAILABLE));
  }
}
