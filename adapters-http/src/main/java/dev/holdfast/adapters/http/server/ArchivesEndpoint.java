package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.Cursor;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.ArchiveListing;
import dev.holdfast.ports.in.SessionAdministration.ArchiveStart;
import dev.holdfast.ports.in.SessionAdministration.Restoring;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Answers what is asked of archived sessions. */
final class ArchivesEndpoint {

  private static final String LIST = "archives";

  private final SessionAdministration sessions;

  @Inject
  ArchivesEndpoint(SessionAdministration sessions) {
    this.sessions = sessions;
  }

  /** Answers {@code GET /api/archives}. */
  void list(Exchange exchange, Caller caller) throws IOException {
    int limit = PageQuery.limit(exchange);
    ArchiveStart start =
        PageQuery.start(exchange, LIST, new ArchiveStart.LastArchived(), ArchivesEndpoint::start);
    Requester by = new Requester(caller, exchange.id());
    switch (sessions.archives(by, exchange.query("agent"), start, limit)) {
      case ArchiveListing.Page(List<ArchivedSession> page, More more) ->
          exchange.answer(
              HttpServletResponse.SC_OK,
              PageQuery.page(page, more, SessionJson::write, ArchivesEndpoint::cursor));
      case ArchiveListing.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private static String cursor(ArchivedSession last) {
    return Cursor.of(
        LIST, last.archivedAt().toString(), last.entry().agent().value(), last.id().value());
  }

  private static Optional<ArchiveStart> start(List<String> parts) {
    boolean whole =
        parts.size() == 3
            && AgentId.isValid(parts.get(1))
            && !parts.get(2).isEmpty()
            && parts.get(2).length() <= ArchiveId.MAX_LENGTH;
    return whole
        ? SessionsEndpoint.instant(parts.getFirst())
            .map(
                at ->
                    new ArchiveStart.Behind(
                        at, AgentId.of(parts.get(1)), new ArchiveId(parts.get(2))))
        : Optional.empty();
  }

  /** Answers {@code POST /api/archives/<id>/restore}. */
  void restore(Exchange exchange, Caller caller) throws IOException {
    Requester by = new Requester(caller, exchange.id());
    switch (sessions.restore(by, exchange.pathValue("id"))) {
      case Restoring.Restored(SessionEntry session) ->
          exchange.answer(HttpServletResponse.SC_OK, SessionJson.of(session));
      case Restoring.KeyInUse() ->
          throw HttpProblem.of(
              ManagementFault.SESSION_EXISTS,
              "Another session has the key by now. Nothing was changed. Delete that one first if"
                  + " this one should come back.");
      case Restoring.Unknown() ->
          throw HttpProblem.of(
              ManagementFault.ARCHIVE_NOT_FOUND,
              "There is no archived session of this id for the token. Nothing was changed.");
      case Restoring.Unwritten(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }
}
