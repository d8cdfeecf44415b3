package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.in.TurnAdministration.Rest;
import dev.holdfast.ports.in.TurnAdministration.Start;
import dev.holdfast.ports.in.UnreadAgent;
import dev.holdfast.ports.memory.InMemoryStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The turns of several agents are one list")
class TurnPagesTest {

  private static final AgentId OTHER = new AgentId("other");
  private static final AgentId ABSENT = new AgentId("absent");

  private final InMemoryStore store = InMemoryStore.opened(AgentId.MAIN, OTHER);
  private final TurnPages pages = new TurnPages(store.turnReads());

  private void begin(AgentId agent, String turn) {
    store.inAgent(
        agent,
        work ->
            work.turns()
                .start(
                    Samples.started(
                        turn,
                        new TurnScope.Stateless(),
                        Samples.OWNER,
                        Samples.route("openai/gpt-5.5")),
                    Samples.ALONE));
  }

  private TurnPages.Page page(List<AgentId> agents, Map<AgentId, Long> behind, int limit) {
    return pages.read(agents, new KeyBinding.Any(), EnumSet.allOf(TurnState.class), behind, limit);
  }

  private static List<String> ids(TurnPages.Page page) {
    return page.turns().stream().map(turn -> turn.turn().id().value()).toList();
  }

  @Test
  void each_is_told_once_whatever_the_page_and_however_equal_the_times() {
    for (int turn = 1; turn <= 4; turn++) {
      begin(AgentId.MAIN, "main-" + turn);
      begin(OTHER, "other-" + turn);
    }
    for (int limit = 1; limit <= 9; limit++) {
      List<String> told = new ArrayList<>();
      Rest rest = new Rest.Some(new Start.BehindBegun(Map.of()));
      while (rest instanceof Rest.Some(Start.BehindBegun(Map<AgentId, Long> behind))) {
        TurnPages.Page page = page(List.of(AgentId.MAIN, OTHER), behind, limit);
        told.addAll(ids(page));
        rest = page.rest();
      }

      assertThat(told)
          .as("pages of %d", limit)
          .hasSize(8)
          .doesNotHaveDuplicates()
          .containsSubsequence("main-4", "main-3", "main-2", "main-1")
          .containsSubsequence("other-4", "other-3", "other-2", "other-1");
    }
  }

  @Test
  void an_agent_out_of_service_keeps_nobody_from_the_turns_of_others() {
    begin(AgentId.MAIN, "main-1");

    TurnPages.Page page = page(List.of(ABSENT, AgentId.MAIN), Map.of(), 10);

    assertThat(ids(page)).containsExactly("main-1");
    assertThat(page.unread())
        .containsExactly(new UnreadAgent(ABSENT, UnreadAgent.Reason.UNREADABLE));
  }
}
