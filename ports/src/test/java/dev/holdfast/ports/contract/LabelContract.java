package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.ports.out.write.SessionWrites.Result;
import org.junit.jupiter.api.Test;

/** A session is called what its operator wants, and can be looked at where it is changed. */
public interface LabelContract extends OpenStoreContract {

  private StoredSession current(SessionKey key) {
    return store().transactions().inAgent(AGENT, work -> work.sessions().current(key));
  }

  @Test
  default void a_label_is_a_change_but_no_traffic() {
    SessionKey key = Samples.key("ann");
    SessionEntry before = reserve(key, Samples.session("1"));
    String label = "\u00c4nne & \ud83d\ude00";

    SessionEntry after = applied(new SessionChange.Relabel(key, label, Samples.at(9)));

    assertThat(before.label()).isEmpty();
    assertThat(after.label()).isEqualTo(label);
    assertThat(after.updatedAt()).isEqualTo(Samples.at(9));
    assertThat(after.lastInteractionAt()).isEqualTo(before.lastInteractionAt());
    assertThat(after.version()).isGreaterThan(before.version());
    assertThat(present(key).entry()).isEqualTo(after);
    assertThat(store().sessions().entry(AGENT, key)).isEqualTo(new StoredSession.Present(after));
  }

  @Test
  default void a_label_outlives_a_reset_and_can_be_taken_away() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    applied(new SessionChange.Relabel(key, "Ann", Samples.at(2)));

    SessionEntry rotated =
        applied(
            new SessionChange.Rotate(
                key,
                Samples.session("1"),
                Samples.session("2"),
                RotationReason.RESET,
                Samples.at(3)));

    assertThat(rotated.label()).isEqualTo("Ann");
    assertThat(applied(new SessionChange.Relabel(key, "", Samples.at(4))).label()).isEmpty();
  }

  @Test
  default void a_key_without_a_session_has_no_label() {
    SessionKey key = Samples.key("ann");
    SessionChange change = new SessionChange.Relabel(key, "Ann", Samples.at(2));

    assertThat(apply(change)).isEqualTo(new Result.Missing());
    assertThat(current(key)).isEqualTo(new StoredSession.Absent());

    SessionEntry reserved = reserve(key, Samples.session("1"));
    assertThat(current(key)).isEqualTo(new StoredSession.Present(reserved));
    assertThat(apply(change)).isInstanceOf(Result.Applied.class);
  }
}
