package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Requester;
import java.io.IOException;

/**
 * An endpoint that changes something. What becomes of a change is taken down where it is made; that
 * a token is of too low a scope is known at the gate only.
 */
record AuditedEndpoint(Route.GuardedEndpoint endpoint, AuditOperation operation, AuditTrail audit)
    implements Route.GuardedEndpoint {

  @Override
  public void answer(Exchange exchange, Caller caller) throws IOException {
    endpoint.answer(exchange, caller);
  }

  @Override
  public void turnedAway(Exchange exchange, Caller caller) {
    audit.turnedAway(new Requester(caller, exchange.id()), operation);
  }
}
