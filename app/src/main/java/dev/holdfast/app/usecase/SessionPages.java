package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.SessionAdministration.ArchiveListing;
import dev.holdfast.ports.in.SessionAdministration.ArchiveStart;
import dev.holdfast.ports.in.SessionAdministration.Listing;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.SessionReads.ArchivePage;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.SessionReads.SessionPage;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the lists of several agents into one order: the newest first, then by agent, then by key or
 * archive id. A page begins behind a place in that order, so that pages neither overlap nor leave
 * anything out, whatever is bound and however many agents there are.
 */
final class SessionPages {

  private static final Comparator<SessionEntry> ORDER =
      Comparator.comparing(SessionEntry::updatedAt)
          .reversed()
          .thenComparing(entry -> entry.agent().value())
          .thenComparing(entry -> bytes(entry.key().value()), Arrays::compareUnsigned);

  private static final Comparator<ArchivedSession> ARCHIVE_ORDER =
      Comparator.comparing(ArchivedSession::archivedAt)
          .reversed()
          .thenComparing(session -> session.entry().agent().value())
          .thenComparing(session -> bytes(session.id().value()), Arrays::compareUnsigned);

  private final SessionReads sessions;

  @Inject
  SessionPages(SessionReads sessions) {
    this.sessions = sessions;
  }

  /**
   * A page of sessions.
   *
   * @throws StorageFailure if there is one agent and it cannot be read
   */
  Listing.Page page(Caller caller, List<AgentId> agents, Start start, int limit) {
    List<SessionEntry> found = new ArrayList<>();
    boolean more = false;
    OfAgents<SessionPage> pages =
        OfAgents.read(
            agents, agent -> sessions.list(agent, caller.keys(), start(start, agent), limit));
    for (SessionPage page : pages.read().values()) {
      found.addAll(page.entries());
      more |= page.more();
    }
    found.sort(ORDER);
    return new Listing.Page(
        found.subList(0, Math.min(limit, found.size())),
        more(more || found.size() > limit),
        pages.unread());
  }

  /** A page of the archive; as {@link #page}. */
  ArchiveListing.Page archivePage(
      Caller caller, List<AgentId> agents, ArchiveStart start, int limit) {
    List<ArchivedSession> found = new ArrayList<>();
    boolean more = false;
    OfAgents<ArchivePage> pages =
        OfAgents.read(
            agents, agent -> sessions.archives(agent, caller.keys(), start(start, agent), limit));
    for (ArchivePage page : pages.read().values()) {
      found.addAll(page.sessions());
      more |= page.more();
    }
    found.sort(ARCHIVE_ORDER);
    return new ArchiveListing.Page(
        found.subList(0, Math.min(limit, found.size())),
        more(more || found.size() > limit),
        pages.unread());
  }

  private static More more(boolean some) {
    return some ? More.SOME : More.NONE;
  }

  private static PageStart start(Start start, AgentId agent) {
    return switch (start) {
      case Start.Newest() -> new PageStart.First();
      case Start.Behind(Instant at, AgentId last, String key) -> {
        Place place = placeOf(agent, last, at, key);
        yield new PageStart.Behind(place.at(), place.name());
      }
    };
  }

  private static SessionReads.ArchiveStart start(ArchiveStart start, AgentId agent) {
    return switch (start) {
      case ArchiveStart.LastArchived() -> new SessionReads.ArchiveStart.First();
      case ArchiveStart.Behind(Instant at, AgentId last, var archive) -> {
        Place place = placeOf(agent, last, at, archive.value());
        yield new SessionReads.ArchiveStart.Behind(place.at(), place.name());
      }
    };
  }

  private record Place(Instant at, String name) {}

  /**
   * Where the rest of one agent's list begins behind a place in the order of all: of the same
   * moment, agents before were shown whole, and those behind not at all. Times are kept to the
   * microsecond, so that what is older by one of those is all that is older.
   */
  private static Place placeOf(AgentId agent, AgentId last, Instant at, String name) {
    int order = agent.value().compareTo(last.value());
    if (order == 0) {
      return new Place(at, name);
    }
    return new Place(order < 0 ? at.minus(1, ChronoUnit.MICROS) : at, "");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
