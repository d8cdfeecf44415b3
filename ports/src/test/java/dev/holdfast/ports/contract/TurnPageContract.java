package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.read.TurnReads.TurnPage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The turns of an agent are listed newest first, by what they belong to and how they stand. */
public interface TurnPageContract extends OpenStoreContract {

  private TurnPage page(KeyBinding keys, Set<TurnState> states, long before, int limit) {
    return store().turns().page(AGENT, keys, states, before, limit);
  }

  private List<String> ids(KeyBinding keys, Set<TurnState> states) {
    return page(keys, states, Long.MAX_VALUE, 1000).turns().stream()
        .map(turn -> turn.turn().id().value())
        .toList();
  }

  private void keyed(String turn, String name, TurnEnding ending) {
    SessionKey key = Samples.key(name);
    SessionId session = Samples.session(name.replace(':', '-'));
    apply(new SessionChange.Reserve(key, session, Samples.at(1)));
    end(
        Samples.ended(
            turn, startGranted(Samples.started(turn, key, session, Samples.OWNER)), ending));
  }

  private void stateless(String turn) {
    startUnleased(
        Samples.started(
            turn, new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));
  }

  private void someTurns() {
    keyed("ann-1", "ann", new TurnEnding.Cancelled("gone"));
    keyed("anna-1", "anna", new TurnEnding.Interrupted("gone"));
    stateless("none-1");
    beginUnlisted(Samples.session("unlisted"));
    startUnleased(Samples.unlisted("unlisted-1", Samples.session("unlisted"), Samples.OWNER));
    keyed(
        "ann-2",
        "ann",
        new TurnEnding.Failed(TurnFailure.of(FailureCause.UPSTREAM_ERROR, "broken")));
    keyed("bob:x-1", "bob:x", new TurnEnding.Cancelled("gone"));
    end(Samples.completed("none-1", 0));
  }

  @Test
  default void every_turn_is_listed_whatever_it_belongs_to() {
    someTurns();

    assertThat(ids(new KeyBinding.Any(), EnumSet.allOf(TurnState.class)))
        .containsExactly("bob:x-1", "ann-2", "unlisted-1", "none-1", "anna-1", "ann-1");
  }

  @Test
  default void turns_of_a_key_or_of_a_prefix_are_listed_alone() {
    someTurns();
    Set<TurnState> all = EnumSet.allOf(TurnState.class);

    assertThat(ids(new KeyBinding.Exact(Samples.key("ann")), all))
        .containsExactly("ann-2", "ann-1");
    assertThat(ids(new KeyBinding.Exact(Samples.key("nobody")), all)).isEmpty();
    assertThat(ids(new KeyBinding.Prefix("agent:main:web:"), all))
        .containsExactly("bob:x-1", "ann-2", "anna-1", "ann-1");
    assertThat(ids(new KeyBinding.Prefix("agent:main:web:direct:bob:"), all))
        .containsExactly("bob:x-1");
    assertThat(ids(new KeyBinding.Prefix("agent:main:mail:"), all)).isEmpty();
  }

  @Test
  default void turns_in_a_state_are_listed_alone_in_every_choice_of_sessions() {
    someTurns();
    KeyBinding any = new KeyBinding.Any();

    assertThat(ids(any, Set.of(TurnState.RUNNING))).containsExactly("unlisted-1");
    assertThat(ids(any, Set.of(TurnState.COMPLETED))).containsExactly("none-1");
    assertThat(ids(any, Set.of(TurnState.FAILED))).containsExactly("ann-2");
    assertThat(ids(any, Set.of(TurnState.CANCELLED))).containsExactly("bob:x-1", "ann-1");
    assertThat(ids(any, Set.of(TurnState.INTERRUPTED))).containsExactly("anna-1");
    assertThat(ids(any, Set.of(TurnState.FAILED, TurnState.COMPLETED)))
        .containsExactly("ann-2", "none-1");
    assertThat(ids(new KeyBinding.Exact(Samples.key("ann")), Set.of(TurnState.CANCELLED)))
        .containsExactly("ann-1");
    assertThat(ids(new KeyBinding.Prefix("agent:main:web:"), Set.of(TurnState.CANCELLED)))
        .containsExactly("bob:x-1", "ann-1");
    assertThat(ids(new KeyBinding.Prefix("agent:main:web:"), Set.of(TurnState.RUNNING))).isEmpty();
  }

  @Test
  default void a_page_goes_on_behind_the_one_before() {
    someTurns();
    List<String> told = new ArrayList<>();
    List<Boolean> more = new ArrayList<>();
    long before = Long.MAX_VALUE;
    do {
      TurnPage page = page(new KeyBinding.Any(), EnumSet.allOf(TurnState.class), before, 2);
      page.turns().forEach(turn -> told.add(turn.turn().id().value()));
      more.add(page.more());
      before = page.turns().getLast().number();
    } while (more.getLast());

    assertThat(more).containsExactly(true, true, false);
    assertThat(told).containsExactly("bob:x-1", "ann-2", "unlisted-1", "none-1", "anna-1", "ann-1");
  }

  @Test
  default void a_listed_turn_is_the_one_that_is_found_by_its_id() {
    someTurns();

    assertThat(
            page(new KeyBinding.Any(), EnumSet.allOf(TurnState.class), Long.MAX_VALUE, 1).turns())
        .singleElement()
        .satisfies(
            listed ->
                assertThat(store().turns().byId(AGENT, new TurnId("bob:x-1")))
                    .contains(listed.turn()));
  }
}
