package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.ArchiveCursor;
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

/** Answers what is asked of archived sessions. */
final class ArchivesEndpoint {

  private final SessionAdministration sessions;

  @Inject
  ArchivesEndpoint(SessionAdministration sessions) {
    this.sessions = sessions;
  }

  /** Answers {@code GET /api/archives}. */
  void list(Exchange exchange, Caller caller) throws IOException {
    int limit = PageQuery.limit(exchange);
    ArchiveStart start = PageQuery.start(exchange, ArchiveCursor::read);
    Requester by = new Requester(caller, exchange.id());
    switch (sessions.archives(by, exchange.query("agent"), start, limit)) {
      case ArchiveListing.Page(List<ArchivedSession> page, More more, var unread) ->
          exchange.answer(
              HttpServletResponse.SC_OK,
              PageQuery.page(page, more, unread, SessionJson::write, ArchiveCursor::behind));
      case ArchiveListing.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
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
