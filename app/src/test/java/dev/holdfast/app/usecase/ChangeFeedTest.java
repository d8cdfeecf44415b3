package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.in.ChangeFeed.ChangePlace;
import dev.holdfast.ports.in.ChangeFeed.Follower;
import dev.holdfast.ports.in.ChangeFeed.Next;
import dev.holdfast.ports.in.ChangeFeed.Opening;
import dev.holdfast.ports.in.ChangeFeed.Start;
import dev.holdfast.ports.in.ChangeFeed.Told;
import dev.holdfast.ports.in.ChangeFeed.ToldChange;
import dev.holdfast.ports.in.TurnRequest.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever follows hears of each change that it may know of, once and in order")
class ChangeFeedTest {

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String OTHER_KEY = "agent:main:web:direct:bob";

  private final TurnFixture fixture = TurnFixture.started();
  private final ChangeFeed feed = fixture.injector.getInstance(ChangeFeed.class);
  private final List<Follower> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Follower::close);
  }

  private Follower follow(Caller caller, Start start) {
    Opening opening = feed.open(caller, "", start);
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    Follower follower = ((Opening.Opened) opening).follower();
    opened.add(follower);
    return follower;
  }

  private Follower follow() {
    return follow(Caller.LOCAL_OPERATOR, new Start.Now());
  }

  private static Caller bound(AgentBinding agents, KeyBinding keys) {
    return new Caller("t", "bound", Scope.READ, agents, keys);
  }

  private void say(String key) {
    fixture.run(TurnFixture.request(new Target.ByKey(key), "holdfast", "hello"));
  }

  private void sayStateless() {
    fixture.run(TurnFixture.request(new Target.Stateless(), "holdfast", "hello"));
  }

  private static List<ToldChange> next(Follower follower) {
    Next next = follower.next(PATIENCE);
    assertThat(next).isInstanceOf(Next.News.class);
    List<Told> told = ((Next.News) next).told();
    assertThat(told).allMatch(ToldChange.class::isInstance);
    return told.stream().map(ToldChange.class::cast).toList();
  }

  private static List<String> kinds(List<ToldChange> told) {
    return told.stream().map(each -> each.change().change().getClass().getSimpleName()).toList();
  }

  private static List<String> keys(List<ToldChange> told) {
    return told.stream()
        .map(each -> each.change().change().scope())
        .map(scope -> scope instanceof TurnScope.Keyed keyed ? keyed.key().value() : "none")
        .distinct()
        .toList();
  }

  @Test
  void it_begins_with_what_happens_from_now_on() {
    say(TurnFixture.KEY);
    Follower follower = follow();
    Next before = follower.next(SOON);

    say(TurnFixture.KEY);

    assertThat(before).isEqualTo(new Next.Nothing());
    List<ToldChange> told = new ArrayList<>(next(follower));
    while (told.size() < 2) {
      told.addAll(next(follower));
    }
    assertThat(kinds(told)).containsExactly("TurnStarted", "TurnEnded");
    assertThat(told).extracting(ToldChange::agent).containsOnly(AgentId.MAIN);
  }

  @Test
  void a_follower_that_waits_is_woken_by_a_commit() throws Exception {
    Follower follower = follow();
    CompletableFuture<Next> waiting =
        CompletableFuture.supplyAsync(() -> follower.next(Duration.ofSeconds(60)));

    sayStateless();

    assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Next.News.class);
  }

  @Test
  void it_goes_on_behind_any_place_without_a_gap_and_without_telling_twice() {
    Follower first = follow();
    ChangePlace begin = first.place();
    say(TurnFixture.KEY);
    say(OTHER_KEY);
    List<ToldChange> whole = next(follow(Caller.LOCAL_OPERATOR, new Start.After(begin)));

    assertThat(whole).hasSize(6);
    for (int told = 0; told < whole.size() - 1; told++) {
      Follower resumed = follow(Caller.LOCAL_OPERATOR, new Start.After(whole.get(told).behind()));

      assertThat(next(resumed)).isEqualTo(whole.subList(told + 1, whole.size()));
    }
    Follower atEnd = follow(Caller.LOCAL_OPERATOR, new Start.After(whole.getLast().behind()));
    assertThat(atEnd.next(SOON)).isEqualTo(new Next.Nothing());
  }

  @Test
  void a_token_that_is_bound_to_a_session_hears_of_that_session_only() {
    Follower exact =
        follow(
            bound(
                new AgentBinding.Any(), new KeyBinding.Exact(SessionKey.ofStored(TurnFixture.KEY))),
            new Start.Now());
    Follower prefix =
        follow(
            bound(new AgentBinding.Any(), new KeyBinding.Prefix("agent:main:web:")),
            new Start.Now());
    Follower elsewhere =
        follow(
            bound(new AgentBinding.Any(), new KeyBinding.Prefix("agent:main:mail:")),
            new Start.Now());

    sayStateless();
    say(OTHER_KEY);
    say(TurnFixture.KEY);

    assertThat(keys(next(exact))).containsExactly(TurnFixture.KEY);
    assertThat(keys(next(prefix))).containsExactly(OTHER_KEY, TurnFixture.KEY);
    assertThat(elsewhere.next(SOON)).isEqualTo(new Next.Nothing());
    assertThat(elsewhere.place())
        .as("what it may not know of is behind it")
        .isEqualTo(follow().place());
  }

  @Test
  void a_token_that_is_bound_to_another_agent_hears_of_none_and_cannot_ask() {
    Caller stranger = bound(new AgentBinding.Only(new AgentId("other")), new KeyBinding.Any());
    Follower follower = follow(stranger, new Start.Now());

    say(TurnFixture.KEY);

    assertThat(follower.next(SOON)).isEqualTo(new Next.Nothing());
    assertThat(refusedFor(stranger, "main")).isEqualTo(refusedFor(Caller.LOCAL_OPERATOR, "nobody"));
  }

  private RefusalReason refusedFor(Caller caller, String agent) {
    Opening opening = feed.open(caller, agent, new Start.Now());
    assertThat(opening).isInstanceOf(Opening.Refused.class);
    RefusalReason reason = ((Opening.Refused) opening).refusal().reason();
    assertThat(reason).isEqualTo(RefusalReason.AGENT_UNKNOWN);
    return reason;
  }

  @Test
  void a_place_that_was_cut_off_or_never_was_is_not_followed() {
    ChangePlace begin = follow().place();
    say(TurnFixture.KEY);
    ChangePlace end = follow().place();

    fixture.store.inAgent(AgentId.MAIN, work -> work.changes().cut(Instant.MAX, 0, 1000));

    assertThat(feed.open(Caller.LOCAL_OPERATOR, "", new Start.After(begin)))
        .isEqualTo(new Opening.PlaceUnknown());
    assertThat(
            feed.open(
                Caller.LOCAL_OPERATOR,
                "",
                new Start.After(new ChangePlace(Map.of(AgentId.MAIN, 1_000L)))))
        .isEqualTo(new Opening.PlaceUnknown());
    assertThat(follow(Caller.LOCAL_OPERATOR, new Start.After(end)).next(SOON))
        .isEqualTo(new Next.Nothing());
  }

  @Test
  void a_follower_that_fell_behind_what_was_cut_off_is_over() {
    Follower follower = follow();
    say(TurnFixture.KEY);

    fixture.store.inAgent(AgentId.MAIN, work -> work.changes().cut(Instant.MAX, 0, 1000));

    assertThat(follower.next(PATIENCE)).isEqualTo(new Next.Over());
  }

  @Test
  void an_agent_that_a_place_does_not_name_is_told_of_from_its_first_change_on() {
    say(TurnFixture.KEY);

    Follower follower = follow(Caller.LOCAL_OPERATOR, new Start.After(new ChangePlace(Map.of())));

    assertThat(kinds(next(follower)))
        .containsExactly(
            Change.SessionCreated.class.getSimpleName(),
            Change.TurnStarted.class.getSimpleName(),
            Change.TurnEnded.class.getSimpleName());
  }

  @Test
  void closing_ends_a_wait_and_so_does_the_end_of_the_gateway() throws Exception {
    Follower closed = follow();
    Follower drained = follow();
    CompletableFuture<Next> waiting =
        CompletableFuture.supplyAsync(() -> closed.next(Duration.ofSeconds(60)));
    CompletableFuture<Next> draining =
        CompletableFuture.supplyAsync(() -> drained.next(Duration.ofSeconds(60)));

    closed.close();
    assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Next.Over());

    fixture.gateway.stop();
    assertThat(draining.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Next.Over());
  }

  @Test
  void no_more_follow_than_may_and_whoever_leaves_makes_room() {
    for (int number = 0; number < ChangeFeed.MOST_FOLLOWERS; number++) {
      follow();
    }

    Opening oneMore = feed.open(Caller.LOCAL_OPERATOR, "", new Start.Now());
    opened.getFirst().close();
    opened.getFirst().close();

    assertThat(oneMore).isEqualTo(new Opening.TooManyFollow());
    follow();
    assertThat(feed.open(Caller.LOCAL_OPERATOR, "", new Start.Now()))
        .isEqualTo(new Opening.TooManyFollow());
  }
}
