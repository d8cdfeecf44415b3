package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.in.ChangeFeed.ChangePlace;
import dev.holdfast.ports.in.ChangeFeed.Follower;
import dev.holdfast.ports.in.ChangeFeed.Next;
import dev.holdfast.ports.in.ChangeFeed.Opening;
import dev.holdfast.ports.in.ChangeFeed.Start;
import dev.holdfast.ports.in.ChangeFeed.Told;
import dev.holdfast.ports.in.ChangeFeed.ToldChange;
import dev.holdfast.ports.in.ChangeFeed.ToldService;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.env.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An agent whose database is out of service keeps nobody from the changes of others")
class ChangeFeedOfAbsentAgentTest {

  private static final AgentId AWAY = new AgentId("away");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofMillis(10);

  private final TurnFixture fixture = TurnFixture.started();
  private final ChangeFeed feed = fixture.injector.getInstance(ChangeFeed.class);
  private final List<Follower> opened = new ArrayList<>();

  @BeforeEach
  void takeIn() {
    fixture.store.open(
        new Storage.StorageRequest(
            List.of(AWAY),
            Storage.Creation.FORBIDDEN,
            Storage.Durability.NORMAL,
            Set.of(),
            Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));
  }

  @AfterEach
  void close() {
    opened.forEach(Follower::close);
  }

  private Follower follow(Start start) {
    Opening opening = feed.open(Caller.LOCAL_OPERATOR, "", start);
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    Follower follower = ((Opening.Opened) opening).follower();
    opened.add(follower);
    return follower;
  }

  private void sayToMain() {
    fixture.run(TurnFixture.request(new Target.Stateless(), "holdfast", "hello"));
  }

  /** A change in the log of the agent that is away from time to time. */
  private void resetOther(String from, String to) {
    SessionKey key = SessionKey.ofStored("agent:away:main");
    fixture.store.inAgent(
        AWAY,
        work -> {
          work.sessions().apply(new SessionChange.Reserve(key, new SessionId(from), Instant.EPOCH));
          return work.sessions()
              .apply(
                  new SessionChange.Rotate(
                      key,
                      new SessionId(from),
                      new SessionId(to),
                      RotationReason.RESET,
                      Instant.EPOCH));
        });
  }

  private static List<Told> next(Follower follower) {
    Next next = follower.next(PATIENCE);
    assertThat(next).isInstanceOf(Next.News.class);
    return ((Next.News) next).told();
  }

  private static List<String> kinds(List<Told> told) {
    return told.stream()
        .map(
            each ->
                each.agent()
                    + " "
                    + switch (each) {
                      case ToldChange change -> change.change().change().getClass().getSimpleName();
                      case ToldService service -> service.service().name();
                    })
        .toList();
  }

  private static List<Told> until(Follower follower, int count) {
    List<Told> told = new ArrayList<>();
    while (told.size() < count) {
      told.addAll(next(follower));
    }
    return told;
  }

  @Test
  void others_are_told_of_and_the_agents_place_stays_where_it_was() {
    resetOther("s-1", "s-2");
    ChangePlace before = follow(new Start.Now()).place();
    resetOther("s-2", "s-3");
    fixture.changes.takeAway(AWAY);

    Follower resumed = follow(new Start.After(before));
    sayToMain();
    List<Told> told = until(resumed, 3);

    assertThat(kinds(told)).containsExactly("away OUT", "main TurnStarted", "main TurnEnded");
    assertThat(before.numbers()).containsEntry(AWAY, 1L);
    assertThat(told).extracting(each -> each.behind().numbers().get(AWAY)).containsOnly(1L);
    fixture.changes.bringBack(AWAY);
    assertThat(kinds(next(follow(new Start.After(told.getLast().behind())))))
        .as("nothing of it was passed over, nothing of others is told twice")
        .containsExactly("away SessionReset");
  }

  @Test
  void a_follower_stays_when_an_agent_goes_and_hears_of_it_again_when_it_is_back() {
    Follower follower = follow(new Start.Now());
    fixture.changes.takeAway(AWAY);
    resetOther("s-1", "s-2");
    sayToMain();

    assertThat(kinds(until(follower, 3)))
        .containsExactly("away OUT", "main TurnStarted", "main TurnEnded");
    assertThat(follower.next(SOON)).as("it is told once").isEqualTo(new Next.Nothing());

    fixture.changes.bringBack(AWAY);

    assertThat(kinds(until(follower, 2))).containsExactly("away BACK", "away SessionReset");
  }

  @Test
  void an_agent_that_was_away_from_the_begin_on_is_told_of_from_its_first_change_on() {
    fixture.changes.takeAway(AWAY);
    Follower begun = follow(new Start.Now());
    assertThat(kinds(next(begun))).containsExactly("away OUT");
    assertThat(begun.place().numbers()).isEqualTo(Map.of(AgentId.MAIN, 0L));
    resetOther("s-1", "s-2");
    fixture.changes.bringBack(AWAY);

    assertThat(kinds(next(follow(new Start.After(begun.place())))))
        .containsExactly("away SessionReset");

    fixture.store.inAgent(AWAY, work -> work.changes().cut(Instant.MAX, 0, 1000));
    assertThat(feed.open(Caller.LOCAL_OPERATOR, "", new Start.After(begun.place())))
        .as("what was cut off is said to be gone")
        .isEqualTo(new Opening.PlaceUnknown());
  }

  @Test
  void whoever_asked_for_what_comes_is_told_nothing_of_before_it_was_back() {
    resetOther("s-1", "s-2");
    fixture.changes.takeAway(AWAY);
    Follower begun = follow(new Start.Now());
    fixture.changes.bringBack(AWAY);

    assertThat(begun.next(SOON)).isEqualTo(new Next.Nothing());
    assertThat(begun.place().numbers()).containsEntry(AWAY, 1L);
    resetOther("s-2", "s-3");
    assertThat(kinds(next(begun))).containsExactly("away SessionReset");
  }

  @Test
  void one_whose_first_changes_are_gone_when_it_is_back_is_followed_from_then_on() {
    resetOther("s-1", "s-2");
    fixture.changes.takeAway(AWAY);
    Follower begun = follow(new Start.After(new ChangePlace(Map.of())));
    assertThat(kinds(next(begun))).containsExactly("away OUT");
    fixture.store.inAgent(AWAY, work -> work.changes().cut(Instant.MAX, 0, 1000));
    fixture.changes.bringBack(AWAY);

    assertThat(kinds(next(begun))).containsExactly("away BACK");
    resetOther("s-2", "s-3");
    assertThat(kinds(next(begun))).containsExactly("away SessionReset");
    assertThat(begun.place().numbers()).containsEntry(AWAY, 2L);
  }

  @Test
  void whoever_asks_for_that_agent_alone_is_told_why_not() {
    fixture.changes.takeAway(AWAY);

    Opening opening = feed.open(Caller.LOCAL_OPERATOR, "away", new Start.Now());

    assertThat(((Opening.Refused) opening).refusal().reason())
        .isEqualTo(RefusalReason.AGENT_UNAVAILABLE);
  }
}
