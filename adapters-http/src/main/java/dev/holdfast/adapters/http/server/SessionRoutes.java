package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.Routes.guarded;
import static dev.holdfast.adapters.http.server.Routes.query;

import dev.holdfast.adapters.http.server.Operation.Parameter;
import dev.holdfast.adapters.http.server.Operation.Place;
import dev.holdfast.adapters.http.server.Route.Method;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.AuditTrail;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** The operations on sessions and on the archive. */
final class SessionRoutes {

  private static final Parameter KEY =
      new Parameter(
          Place.PATH, "key", "The session key, percent-encoded: a bare name, or agent:<agent>:…");
  private static final Parameter AGENT =
      query("agent", "The agent of a key that names none; else the default agent.");
  private static final List<Parameter> SESSION = List.of(KEY, AGENT);
  private static final List<Parameter> DELETION =
      List.of(KEY, AGENT, query("force", "true: a turn that runs is cancelled first."));
  private static final List<Parameter> PAGING =
      List.of(
          query("agent", "Sessions of this agent only."),
          query("limit", "How many at most, from 1 to 1000; 100 is the default."),
          query("after", "The member next of the page before."));
  private static final List<Parameter> ARCHIVE_ID =
      List.of(new Parameter(Place.PATH, "id", "The archive_id that GET /api/archives lists."));

  private final AuditTrail audit;
  private final List<Operation> operations;

  @Inject
  SessionRoutes(AuditTrail audit, SessionsEndpoint sessions, ArchivesEndpoint archives) {
    this.audit = audit;
    this.operations =
        Stream.of(sessions(sessions), archives(archives)).flatMap(List::stream).toList();
  }

  /** All of them, as they are documented. */
  List<Operation> operations() {
    return operations;
  }

  private List<Operation> sessions(SessionsEndpoint sessions) {
    return List.of(
        Operation.of(
                guarded(Method.GET, "/api/sessions", Scope.READ, sessions::list),
                "listSessions",
                "Lists the sessions that the token reaches, the one that changed last first",
                "SessionList")
            .taking(PAGING)
            .failingIn(EnumSet.of(Step.QUERY, Step.ADDRESS, Step.STORE)),
        Operation.of(
                guarded(Method.GET, "/api/sessions/{key}", Scope.READ, sessions::one),
                "getSession",
                "Tells of one session, without what was said in it",
                "Session")
            .taking(SESSION)
            .failingIn(EnumSet.of(Step.ADDRESS, Step.SESSION, Step.STORE)),
        Operation.of(
                changing(
                    Method.PATCH,
                    "/api/sessions/{key}",
                    Scope.WRITE,
                    AuditOperation.SESSION_PATCH,
                    sessions::patch),
                "patchSession",
                "Changes what is chosen for one session, if it is as expected",
                "Session")
            .taking(SESSION)
            .reading("SessionPatch")
            .failingIn(
                EnumSet.of(
                    Step.REQUEST,
                    Step.ADDRESS,
                    Step.MODEL,
                    Step.SESSION,
                    Step.VERSION,
                    Step.STORE)),
        Operation.of(
                changing(
                    Method.DELETE,
                    "/api/sessions/{key}",
                    Scope.ADMIN,
                    AuditOperation.SESSION_DELETE,
                    sessions::delete),
                "deleteSession",
                "Takes one session into the archive, between two turns",
                "ArchivedSession")
            .taking(DELETION)
            .failingIn(EnumSet.of(Step.QUERY, Step.ADDRESS, Step.SESSION, Step.LANE, Step.STORE)),
        Operation.of(
                changing(
                    Method.POST,
                    "/api/sessions/{key}/reset",
                    Scope.WRITE,
                    AuditOperation.SESSION_RESET,
                    sessions::reset),
                "resetSession",
                "Points the key at a new transcript, between two turns; the old one stays",
                "SessionReset")
            .taking(SESSION)
            .reading("SessionResetRequest")
            .failingIn(
                EnumSet.of(Step.REQUEST, Step.ADDRESS, Step.SESSION, Step.LANE, Step.STORE)));
  }

  private List<Operation> archives(ArchivesEndpoint archives) {
    return List.of(
        Operation.of(
                guarded(Method.GET, "/api/archives", Scope.READ, archives::list),
                "listArchives",
                "Lists the archived sessions that the token reaches, the last archived first",
                "ArchiveList")
            .taking(PAGING)
            .failingIn(EnumSet.of(Step.QUERY, Step.ADDRESS, Step.STORE)),
        Operation.of(
                changing(
                    Method.POST,
                    "/api/archives/{id}/restore",
                    Scope.ADMIN,
                    AuditOperation.SESSION_RESTORE,
                    archives::restore),
                "restoreSession",
                "Gives one archived session its key back",
                "Session")
            .taking(ARCHIVE_ID)
            .failingIn(EnumSet.of(Step.ARCHIVE, Step.RESTORATION, Step.STORE)));
  }

  /** A route of a change, of which the audit tells who was turned away. */
  private Route changing(
      Method method,
      String path,
      Scope scope,
      AuditOperation operation,
      Route.GuardedEndpoint endpoint) {
    return guarded(method, path, scope, new AuditedEndpoint(endpoint, operation, audit));
  }
}
