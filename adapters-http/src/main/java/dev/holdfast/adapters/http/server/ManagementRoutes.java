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

/** The operations of the management API. */
final class ManagementRoutes {

  private static final List<Parameter> TOKEN_ID =
      List.of(new Parameter(Place.PATH, "id", "The id of a token that GET /api/tokens lists."));

  private static final List<Parameter> PAGING =
      List.of(
          query("limit", "How many at most, from 1 to 1000; 100 is the default."),
          query("after", "The member next of the page before."));

  private final AuditTrail audit;
  private final List<Operation> operations;

  @Inject
  ManagementRoutes(AuditTrail audit, TokensEndpoint tokens, AuditEndpoint rows) {
    this.audit = audit;
    this.operations = Stream.of(tokens(tokens), audit(rows)).flatMap(List::stream).toList();
  }

  /** All of them, as they are documented. */
  List<Operation> operations() {
    return operations;
  }

  private List<Operation> tokens(TokensEndpoint tokens) {
    return List.of(
        Operation.of(
                guarded(Method.GET, "/api/tokens", Scope.ADMIN, tokens::list),
                "listTokens",
                "Lists the tokens that the one that asks may look after, without their texts",
                "TokenList")
            .failingIn(EnumSet.of(Step.STORE)),
        Operation.of(
                changing(
                    Method.POST,
                    "/api/tokens",
                    Scope.ADMIN,
                    AuditOperation.TOKEN_CREATE,
                    tokens::create),
                "createToken",
                "Makes a token; its text is told this once",
                "NewToken")
            .reading("TokenRequest")
            .failingIn(EnumSet.of(Step.REQUEST, Step.ADDRESS, Step.BINDING, Step.STORE)),
        Operation.of(
                changing(
                    Method.POST,
                    "/api/tokens/{id}/rotate",
                    Scope.ADMIN,
                    AuditOperation.TOKEN_ROTATE,
                    tokens::rotate),
                "rotateToken",
                "Gives a token another text, which is told this once; the old one is over",
                "NewToken")
            .taking(TOKEN_ID)
            .failingIn(EnumSet.of(Step.TOKEN_OBJECT, Step.STORE)),
        Operation.of(
                changing(
                    Method.DELETE,
                    "/api/tokens/{id}",
                    Scope.ADMIN,
                    AuditOperation.TOKEN_REVOKE,
                    tokens::revoke),
                "revokeToken",
                "Ends a token for good, with all that was opened with it",
                "Token")
            .taking(TOKEN_ID)
            .failingIn(EnumSet.of(Step.TOKEN_OBJECT, Step.REVOCATION, Step.STORE)));
  }

  private static List<Operation> audit(AuditEndpoint rows) {
    return List.of(
        Operation.of(
                guarded(Method.GET, "/api/audit", Scope.ADMIN, rows),
                "listAudit",
                "Lists the changes that are not turns, made and refused ones, newest first",
                "AuditList")
            .taking(PAGING)
            .failingIn(EnumSet.of(Step.QUERY, Step.BINDING, Step.STORE)));
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
