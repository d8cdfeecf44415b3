package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Audit rows wait beside the change they tell of, in order, until they are let go. */
public interface AuditOutboxContract extends OpenStoreContract {

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

  private List<AuditRecord> pending() {
    return pending(10);
  }

  private List<AuditRecord> pending(int limit) {
    return store().transactions().inAgent(AGENT, work -> work.auditOutbox().pending(limit));
  }

  private void add(String id) {
    inStore(work -> work.auditOutbox().add(row(id)));
  }

  @Test
  default void rows_wait_in_their_order_until_they_are_removed() {
    add("2");
    add("1");
    add("3");

    assertThat(pending()).containsExactly(row("2"), row("1"), row("3"));
    assertThat(pending(1)).containsExactly(row("2"));

    inStore(
        work ->
            work.auditOutbox()
                .remove(List.of(new AuditId("1"), new AuditId("2"), new AuditId("x"))));
    assertThat(pending()).containsExactly(row("3"));
  }

  @Test
  default void a_row_is_kept_once() {
    add("1");

    assertThatThrownBy(() -> add("1"))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(pending()).containsExactly(row("1"));
  }

  @Test
  default void a_row_goes_with_the_change_it_was_to_tell_of() {
    add("0");

    assertThatThrownBy(
            () ->
                inStore(
                    work -> {
                      work.auditOutbox().add(row("1"));
                      throw new IllegalArgumentException("on purpose");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(pending()).containsExactly(row("0"));
  }
}
