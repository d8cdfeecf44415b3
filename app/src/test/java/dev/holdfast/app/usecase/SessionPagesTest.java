package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.SessionAdministration.ArchiveListing;
import dev.holdfast.ports.in.SessionAdministration.ArchiveStart;
import dev.holdfast.ports.in.SessionAdministration.Listing;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.UnreadAgent;
import dev.holdfast.ports.memory.InMemoryStore;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sessions of several agents, one of which cannot be read,")
final class SessionPagesTest {

  private static final AgentId ABSENT = new AgentId("absent");
  private static final List<UnreadAgent> UNREAD =
      List.of(new UnreadAgent(ABSENT, UnreadAgent.Reason.UNREADABLE));

  private final InMemoryStore store = InMemoryStore.opened(AgentId.MAIN);
  private final SessionPages pages = new SessionPages(store.sessionReads());

  @Test
  void are_told_with_the_name_of_that_agent() {
    List<AgentId> both = List.of(ABSENT, AgentId.MAIN);

    assertThat(pages.page(Caller.LOCAL_OPERATOR, both, new Start.Newest(), 10))
        .isEqualTo(new Listing.Page(List.of(), More.NONE, UNREAD));
    assertThat(pages.archivePage(Caller.LOCAL_OPERATOR, both, new ArchiveStart.LastArchived(), 10))
        .isEqualTo(new ArchiveListing.Page(List.of(), More.NONE, UNREAD));
  }

  @Test
  void are_no_list_if_only_that_agent_is_asked_for() {
    List<AgentId> absent = List.of(ABSENT);

    assertThatThrownBy(() -> pages.page(Caller.LOCAL_OPERATOR, absent, new Start.Newest(), 10))
        .isInstanceOf(StorageFailure.class);
  }
}
