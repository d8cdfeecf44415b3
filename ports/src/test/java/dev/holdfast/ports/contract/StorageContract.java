package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.Storage.ReadOnlyOpening;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the life of a store promises.
 *
 * <p>Not asserted: anything about files; a store need not have any.
 */
public interface StorageContract extends StoreContract {

  /** Closes what a test left open. */
  @AfterEach
  default void close() {
    store().storage().close();
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CLOSED));
  }

  private void assertEverythingIsClosed() {
    assertClosed(() -> store().sessions().snapshot(AGENT, Samples.key("ann")));
    assertClosed(() -> store().sessions().snapshot(AGENT, Samples.session("1")));
    assertClosed(() -> store().sessions().list(AGENT, new PageStart.First(), 1));
    assertClosed(() -> store().sessions().count(AGENT));
    assertClosed(() -> store().turns().newestOf(AGENT, Samples.key("ann"), 1));
    assertClosed(() -> TurnsOf.none(store().turns(), AGENT));
    assertClosed(() -> store().controlPlane().tokens());
    assertClosed(() -> store().controlPlane().agents());
    assertClosed(() -> store().controlPlane().storeId());
    assertWritingIsClosed();
    assertThat(store().storage().probe()).isFalse();
  }

  private void assertWritingIsClosed() {
    assertClosed(() -> store().transactions().inAgent(AGENT, work -> "never"));
    assertClosed(() -> store().transactions().inControlPlane(work -> "never"));
  }

  @Test
  default void nothing_can_be_asked_before_the_store_is_open_nor_after() {
    assertEverythingIsClosed();

    store().storage().open(Samples.request(AGENT));
    assertThat(store().storage().probe()).isTrue();
    store().storage().close();

    assertEverythingIsClosed();
  }

  @Test
  default void what_was_stored_is_there_when_the_store_is_opened_again() {
    store().storage().open(Samples.request(AGENT));
    reserve(Samples.key("ann"), Samples.session("1"));
    append(Samples.session("1"), Samples.first("a"));
    store().storage().close();

    StorageReport report =
        store()
            .storage()
            .open(
                new Storage.StorageRequest(
                    List.of(AGENT),
                    Storage.Creation.FORBIDDEN,
                    Storage.Durability.FULL,
                    Set.of(),
                    Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));

    assertThat(report.created()).isEmpty();
    assertThat(report.outOfService()).isEmpty();
    assertThat(present(Samples.key("ann")).entry().eventCount()).isEqualTo(1);
  }

  @Test
  default void a_home_without_a_store_gets_none_if_that_is_forbidden() {
    Storage.StorageRequest request =
        new Storage.StorageRequest(
            List.of(AGENT),
            Storage.Creation.FORBIDDEN,
            Storage.Durability.FULL,
            Set.of(),
            Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP);

    assertThatThrownBy(() -> store().storage().open(request))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CANNOT_OPEN));

    assertThat(store().storage().openForReading()).isEqualTo(new ReadOnlyOpening.NoStore());
    assertEverythingIsClosed();
  }

  @Test
  default void a_store_that_is_opened_for_reading_is_read_and_not_written() {
    store().storage().open(Samples.request(AGENT));
    reserve(Samples.key("ann"), Samples.session("1"));
    append(Samples.session("1"), Samples.first("a"));
    String id = store().controlPlane().storeId().value();
    store().storage().close();

    ReadOnlyOpening opening = store().storage().openForReading();

    assertThat(opening)
        .isInstanceOfSatisfying(
            ReadOnlyOpening.Opened.class,
            opened -> assertThat(opened.report().store().value()).isEqualTo(id));
    assertThat(present(Samples.key("ann")).entry().eventCount()).isEqualTo(1);
    assertThat(store().sessions().count(AGENT)).isEqualTo(1);
    assertWritingIsClosed();
    assertThat(store().storage().probe()).isFalse();
  }

  @Test
  default void closing_twice_is_like_closing_once() {
    store().storage().open(Samples.request(AGENT));
    reserve(Samples.key("ann"), Samples.session("1"));

    store().storage().close();
    store().storage().close();

    assertEverythingIsClosed();
  }
}
