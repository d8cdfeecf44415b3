package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.SessionReads.SessionPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists are whole, stable and newest first. */
public interface SessionListContract extends OpenStoreContract {

  /** A listed session that was changed at a moment. */
  private SessionEntry talk(String name, int second) {
    SessionKey key = Samples.key(name);
    reserve(key, Samples.session(name));
    NewEvent event = Samples.first("a");
    append(Samples.session(name), event);
    return applied(
        new SessionChange.MoveHead(
            key, Samples.session(name), EventParent.after(event.id()), Samples.at(second)));
  }

  private SessionPage page(PageStart start, int limit) {
    return store().sessions().list(AGENT, start, limit);
  }

  private List<SessionEntry> walk(int limit) {
    List<SessionEntry> seen = new ArrayList<>();
    PageStart start = new PageStart.First();
    boolean more = true;
    while (more) {
      SessionPage page = page(start, limit);
      assertThat(page.entries()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
      seen.addAll(page.entries());
      start = new PageStart.After(page.entries().getLast());
      more = page.more();
    }
    return seen;
  }

  @Test
  default void sessions_are_listed_newest_change_first() {
    SessionEntry oldest = talk("ann", 1);
    SessionEntry newest = talk("bob", 3);
    SessionEntry middle = talk("eve", 2);

    assertThat(page(new PageStart.First(), 10))
        .isEqualTo(new SessionPage(List.of(newest, middle, oldest), false));
    assertThat(store().sessions().count(AGENT)).isEqualTo(3);
  }

  @Test
  default void pages_of_any_size_show_each_session_once_in_one_order() {
    List<SessionEntry> all = new ArrayList<>();
    for (int number = 0; number < 23; number++) {
      all.add(talk("name-%02d".formatted(number), number / 5));
    }

    for (int limit : List.of(1, 2, 5, 7, 22, 23, 24, 1000)) {
      assertThat(walk(limit)).as("pages of %d", limit).containsExactlyElementsOf(walk(1000));
    }
    assertThat(walk(1000)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(walk(1000))
        .extracting(SessionEntry::updatedAt)
        .isSortedAccordingTo((left, right) -> right.compareTo(left));
  }

  @Test
  default void a_page_says_whether_there_are_more() {
    talk("ann", 1);
    talk("bob", 2);

    assertThat(page(new PageStart.First(), 1).more()).isTrue();
    assertThat(page(new PageStart.First(), 2).more()).isFalse();
  }

  @Test
  default void a_reserved_session_is_not_listed_until_it_has_an_event() {
    reserve(Samples.key("ann"), Samples.session("1"));

    assertThat(page(new PageStart.First(), 10).entries()).isEmpty();
    assertThat(store().sessions().count(AGENT)).isZero();

    append(Samples.session("1"), Samples.first("a"));
    assertThat(page(new PageStart.First(), 10).entries())
        .containsExactly(present(Samples.key("ann")).entry());
    assertThat(store().sessions().count(AGENT)).isEqualTo(1);
  }

  @Test
  default void a_rotated_session_is_not_listed_until_it_has_an_event() {
    talk("ann", 1);
    assertThat(store().sessions().count(AGENT)).isEqualTo(1);

    applied(
        new SessionChange.Rotate(
            Samples.key("ann"),
            Samples.session("ann"),
            Samples.session("next"),
            RotationReason.DAILY,
            Samples.at(2)));

    assertThat(page(new PageStart.First(), 10).entries()).isEmpty();
    assertThat(store().sessions().count(AGENT)).isZero();
  }

  @Test
  default void an_agent_that_is_not_in_service_has_no_list() {
    assertThatThrownBy(
            () -> store().sessions().list(new AgentId("nobody"), new PageStart.First(), 10))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.AGENT_UNAVAILABLE));
  }
}
