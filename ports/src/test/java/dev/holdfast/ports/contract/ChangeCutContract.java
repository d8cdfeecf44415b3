package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.ports.out.read.ChangeReads.ChangePage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The log is cut from its old end only, and says so to whoever asks for what is gone. Each turn of
 * these tests logs its start at second 20 and its end at second 30.
 */
public interface ChangeCutContract extends ChangeLogContract {

  private int cut(Instant moment, long most, int limit) {
    return store().transactions().inAgent(AGENT, work -> work.changes().cut(moment, most, limit));
  }

  @Test
  default void what_is_old_goes_in_order_and_stops_at_the_first_that_is_not() {
    logTurns(2);

    assertThat(cut(Samples.at(20), 1000, 1000)).isZero();
    assertThat(cut(Samples.at(21), 1000, 1000)).isEqualTo(1);

    assertThat(changesAfter(1)).extracting(LoggedChange::number).containsExactly(2L, 3L, 4L);
    assertThat(cut(Samples.at(31), 1000, 1000)).isEqualTo(3);
  }

  @Test
  default void what_is_too_much_goes_whatever_its_age() {
    logTurns(3);

    assertThat(cut(Samples.at(0), 4, 1000)).isEqualTo(2);

    assertThat(changesAfter(2)).extracting(LoggedChange::number).containsExactly(3L, 4L, 5L, 6L);
    assertThat(cut(Samples.at(0), 4, 1000)).isZero();
  }

  @Test
  default void no_more_go_at_once_than_the_limit_says() {
    logTurns(3);

    assertThat(cut(Samples.at(100), 1000, 4)).isEqualTo(4);
    assertThat(cut(Samples.at(100), 1000, 4)).isEqualTo(2);
    assertThat(cut(Samples.at(100), 1000, 4)).isZero();
  }

  @Test
  default void whoever_asks_for_what_was_cut_off_is_told_that_it_is_unknown() {
    logTurns(2);
    cut(Samples.at(0), 2, 1000);

    assertThat(store().changes().after(AGENT, 0, 10)).isEqualTo(new ChangePage.Unknown());
    assertThat(store().changes().after(AGENT, 1, 10)).isEqualTo(new ChangePage.Unknown());
    assertThat(changesAfter(2)).hasSize(2);
  }

  @Test
  default void numbers_go_on_where_they_were_after_the_whole_log_was_cut_off() {
    logTurns(2);
    cut(Samples.at(100), 0, 1000);
    long newest = store().changes().newest(AGENT);

    List<LoggedChange> none = changesAfter(4);
    logTurns(1, "later");

    assertThat(newest).isEqualTo(4);
    assertThat(none).isEmpty();
    assertThat(store().changes().after(AGENT, 3, 10)).isEqualTo(new ChangePage.Unknown());
    assertThat(changesAfter(4)).extracting(LoggedChange::number).containsExactly(5L, 6L);
  }
}
