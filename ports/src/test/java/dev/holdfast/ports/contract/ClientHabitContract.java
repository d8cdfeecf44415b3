package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.ports.out.write.SessionWrites.Result;
import org.junit.jupiter.api.Test;

/** How a session's client sends its requests is remembered, and outlives a reset. */
public interface ClientHabitContract extends OpenStoreContract {

  @Test
  default void a_noted_habit_is_a_change_but_no_traffic() {
    SessionKey key = Samples.key("ann");
    SessionEntry before = reserve(key, Samples.session("1"));

    SessionEntry after = noted(key);

    assertThat(before.habit()).isEqualTo(ClientHabit.SENDS_NEW_MESSAGES);
    assertThat(after.habit()).isEqualTo(ClientHabit.RESENDS_CONVERSATION);
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
    assertThat(after.lastInteractionAt()).isEqualTo(before.lastInteractionAt());
    assertThat(present(key).entry()).isEqualTo(after);
  }

  @Test
  default void a_noted_habit_outlives_a_reset() {
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("1"));
    noted(key);

    SessionEntry rotated =
        applied(
            new SessionChange.Rotate(
                key,
                Samples.session("1"),
                Samples.session("2"),
                RotationReason.RESET,
                Samples.at(60)));

    assertThat(rotated.habit()).isEqualTo(ClientHabit.RESENDS_CONVERSATION);
  }

  @Test
  default void the_habit_of_a_key_without_a_row_is_missing() {
    SessionKey key = Samples.key("ann");
    SessionChange note =
        new SessionChange.NoteHabit(key, ClientHabit.RESENDS_CONVERSATION, Samples.at(1));

    assertThat(apply(note)).isEqualTo(new Result.Missing());

    reserve(key, Samples.session("1"));
    assertThat(apply(note)).isInstanceOf(Result.Applied.class);
  }

  private SessionEntry noted(SessionKey key) {
    return applied(
        new SessionChange.NoteHabit(key, ClientHabit.RESENDS_CONVERSATION, Samples.at(30)));
  }
}
