package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.out.read.ControlPlaneReads.AuditPage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Audit rows stand in the order they came, each once, as they came. */
public interface AuditContract extends OpenStoreContract {

  private void write(AuditRecord... records) {
    store()
        .transactions()
        .inControlPlane(
            work -> {
              List.of(records).forEach(work.audit()::add);
              return records.length;
            });
  }

  private static AuditRecord row(String id) {
    return new AuditRecord(
        new AuditId(id),
        Samples.at(3),
        new AuditAuthor.Token("token-1", "laptop"),
        AuditOperation.SESSION_RESET,
        new AuditTarget.OfAgent(AGENT, "agent:main:web:direct:ann"),
        new AuditOutcome.Done(),
        new RequestId("request-of-" + id));
  }

  @Test
  default void each_kind_of_row_is_read_back_as_it_was_written() {
    AuditRecord ofAgent = row("1");
    AuditRecord refused =
        new AuditRecord(
            new AuditId("2"),
            Samples.at(2),
            new AuditAuthor.OperatingSystemUser("ann"),
            AuditOperation.TOKEN_REVOKE,
            new AuditTarget.Nothing(),
            new AuditOutcome.Refused("token_not_found"),
            new RequestId("r"));
    AuditRecord ofHome =
        new AuditRecord(
            new AuditId("3"),
            Samples.at(1),
            new AuditAuthor.Token("token-2", "\u00e9 \u0007"),
            AuditOperation.TOKEN_CREATE,
            new AuditTarget.OfHome("token-3"),
            new AuditOutcome.Done(),
            new RequestId("r"));

    write(ofAgent);
    write(refused, ofHome);

    assertThat(store().controlPlane().audit(Long.MAX_VALUE, 10).entries())
        .extracting(AuditEntry::record)
        .containsExactly(ofHome, refused, ofAgent);
  }

  @Test
  default void pages_follow_each_other_without_gap_or_overlap() {
    List<AuditRecord> rows = List.of(row("1"), row("2"), row("3"), row("4"), row("5"));
    rows.forEach(this::write);

    AuditPage first = store().controlPlane().audit(Long.MAX_VALUE, 2);
    AuditPage second = store().controlPlane().audit(first.entries().getLast().number(), 2);
    AuditPage third = store().controlPlane().audit(second.entries().getLast().number(), 2);

    assertThat(List.of(first, second, third))
        .flatExtracting(AuditPage::entries)
        .extracting(AuditEntry::record)
        .containsExactlyElementsOf(rows.reversed());
    assertThat(List.of(first.more(), second.more(), third.more()))
        .containsExactly(true, true, false);
  }

  @Test
  default void a_row_that_is_written_again_stays_as_it_was() {
    AuditRecord changed =
        new AuditRecord(
            new AuditId("1"),
            Samples.at(4),
            new AuditAuthor.OperatingSystemUser("other"),
            AuditOperation.TURN_ABORT,
            new AuditTarget.Nothing(),
            new AuditOutcome.Refused("other"),
            new RequestId("other"));
    write(row("1"), row("2"));

    write(changed);

    assertThat(store().controlPlane().audit(Long.MAX_VALUE, 10).entries())
        .extracting(AuditEntry::record)
        .containsExactly(row("2"), row("1"));
  }

  @Test
  default void a_row_of_work_that_throws_is_not_there() {
    write(row("1"));

    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .inControlPlane(
                        work -> {
                          work.audit().add(row("2"));
                          throw new IllegalArgumentException("on purpose");
                        }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(store().controlPlane().audit(Long.MAX_VALUE, 10).entries())
        .extracting(AuditEntry::record)
        .containsExactly(row("1"));
  }

  private int cut(Instant moment, long most, int limit) {
    return store().transactions().inControlPlane(work -> work.audit().cut(moment, most, limit));
  }

  private List<Long> numbers() {
    return store().controlPlane().audit(Long.MAX_VALUE, 10).entries().stream()
        .map(AuditEntry::number)
        .toList();
  }

  @Test
  default void old_rows_go_in_order_and_no_more_at_once_than_the_limit_says() {
    write(row("1"), row("2"), row("3"));

    assertThat(cut(Samples.at(3), 1000, 1000)).isZero();
    assertThat(cut(Samples.at(4), 1000, 2)).isEqualTo(2);
    assertThat(numbers()).containsExactly(3L);
    assertThat(cut(Samples.at(4), 1000, 2)).isEqualTo(1);
  }

  @Test
  default void rows_that_are_too_many_go_whatever_their_age_and_numbers_go_on() {
    write(row("1"), row("2"), row("3"));

    assertThat(cut(Samples.at(0), 2, 1000)).isEqualTo(1);
    assertThat(cut(Samples.at(0), 2, 1000)).isZero();
    assertThat(numbers()).containsExactly(3L, 2L);

    cut(Samples.at(4), 0, 1000);
    write(row("4"));
    assertThat(numbers()).containsExactly(4L);
  }
}
