package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.SessionReads.SessionPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A list of what a binding reaches has whole pages, and nothing else in them. */
public interface BoundListContract extends OpenStoreContract {

  private void talk(String key, int number) {
    SessionKey stored = SessionKey.ofStored(key);
    SessionId id = Samples.session("of-" + number);
    reserve(stored, id);
    append(id, Samples.first("e-" + number));
  }

  private void talkToMany() {
    int number = 0;
    for (String key :
        List.of(
            "agent:main:main",
            "agent:main:web:direct:ann",
            "agent:main:web:direct:bob",
            "agent:main:web",
            "agent:main:web;x",
            "agent:main:website:x",
            "agent:main:tel:x",
            "agent:main:\u00e4\ud83d\ude00:x",
            "global")) {
      talk(key, number++);
    }
  }

  private List<String> walk(KeyBinding keys, int limit) {
    List<SessionEntry> seen = new ArrayList<>();
    PageStart start = new PageStart.First();
    boolean more = true;
    while (more) {
      SessionPage page = store().sessions().list(AGENT, keys, start, limit);
      seen.addAll(page.entries());
      more = page.more();
      assertThat(!more || page.entries().size() == limit).isTrue();
      if (!seen.isEmpty()) {
        SessionEntry last = seen.getLast();
        start = new PageStart.Behind(last.updatedAt(), last.key().value());
      }
    }
    return seen.stream().map(entry -> entry.key().value()).toList();
  }

  @Test
  default void a_prefix_sees_what_begins_so_and_nothing_else() {
    talkToMany();

    for (int limit : List.of(1, 2, 10)) {
      assertThat(walk(new KeyBinding.Prefix("agent:main:web:"), limit))
          .containsExactlyInAnyOrder("agent:main:web:direct:ann", "agent:main:web:direct:bob");
      assertThat(walk(new KeyBinding.Prefix("agent:main:\u00e4\ud83d\ude00:"), limit)).hasSize(1);
      assertThat(walk(new KeyBinding.Prefix("agent:main:none:"), limit)).isEmpty();
    }
  }

  @Test
  default void an_exact_key_sees_itself() {
    talkToMany();

    assertThat(walk(new KeyBinding.Exact(SessionKey.ofStored("agent:main:web")), 10))
        .containsExactly("agent:main:web");
    assertThat(walk(new KeyBinding.Exact(SessionKey.ofStored("global")), 10))
        .containsExactly("global");
  }

  @Test
  default void no_binding_sees_everything_whatever_the_size_of_pages() {
    talkToMany();

    for (int limit : List.of(1, 2, 3, 9, 10)) {
      assertThat(walk(new KeyBinding.Any(), limit)).hasSize(9).doesNotHaveDuplicates();
    }
  }

  @Test
  default void behind_a_place_where_nothing_stands_comes_what_follows_in_the_order() {
    talkToMany();

    assertThat(
            store()
                .sessions()
                .list(
                    AGENT,
                    new KeyBinding.Any(),
                    new PageStart.Behind(Samples.at(10), "agent:main:x"),
                    10)
                .entries())
        .extracting(entry -> entry.key().value())
        .containsExactly("agent:main:\u00e4\ud83d\ude00:x", "global");
    assertThat(
            store()
                .sessions()
                .list(AGENT, new KeyBinding.Any(), new PageStart.Behind(Samples.at(10), ""), 10)
                .entries())
        .hasSize(9);
    assertThat(
            store()
                .sessions()
                .list(AGENT, new KeyBinding.Any(), new PageStart.Behind(Samples.at(9), ""), 10)
                .entries())
        .isEmpty();
  }
}
