package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.ports.out.write.SessionWrites.Result;
import org.junit.jupiter.api.Test;

/** A change can be made to depend on a session that stands as it was read. */
public interface ExpectationContract extends OpenStoreContract {

  @Test
  default void what_is_expected_and_stands_is_applied_and_changes_nothing() {
    SessionKey key = Samples.key("ann");
    SessionEntry before = reserve(key, Samples.session("1"));

    Result result = apply(new SessionChange.Expect(key, before.version(), Samples.at(60)));

    assertThat(result).isEqualTo(new Result.Applied(before));
    assertThat(present(key).entry()).isEqualTo(before);
  }

  @Test
  default void what_was_changed_since_it_was_read_is_outdated() {
    SessionKey key = Samples.key("ann");
    SessionEntry read = reserve(key, Samples.session("1"));
    SessionEntry changed =
        applied(new SessionChange.NoteHabit(key, ClientHabit.RESENDS_CONVERSATION, Samples.at(30)));

    assertThat(apply(new SessionChange.Expect(key, read.version(), Samples.at(60))))
        .isEqualTo(new Result.Outdated(changed));
  }

  @Test
  default void a_key_without_a_row_is_missing() {
    SessionKey key = Samples.key("ann");
    SessionChange expectation = new SessionChange.Expect(key, 1, Samples.at(1));

    assertThat(apply(expectation)).isEqualTo(new Result.Missing());

    reserve(key, Samples.session("1"));
    assertThat(apply(expectation)).isInstanceOf(Result.Applied.class);
  }
}
