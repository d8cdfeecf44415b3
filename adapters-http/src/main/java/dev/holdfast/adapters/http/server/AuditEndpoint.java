package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.AuditCursor;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.AuditTrail.Reading;
import dev.holdfast.ports.in.AuditTrail.Start;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Answers {@code GET /api/audit}. */
final class AuditEndpoint implements Route.GuardedEndpoint {

  private final AuditTrail audit;

  @Inject
  AuditEndpoint(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public void answer(Exchange exchange, Caller caller) throws IOException {
    int limit = PageQuery.limit(exchange);
    Start start = PageQuery.start(exchange, AuditCursor::read);
    switch (audit.read(new Requester(caller, exchange.id()), start, limit)) {
      case Reading.Page(List<AuditEntry> entries, More more) ->
          exchange.answer(
              HttpServletResponse.SC_OK,
              PageQuery.page(entries, more, AuditEndpoint::write, AuditCursor::behind));
      case Reading.BeyondBinding() ->
          throw HttpProblem.of(
              ManagementFault.BEYOND_BINDING,
              "The audit tells of the whole home, and the token is bound to a part of it.");
      case Reading.Unreadable(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private static void write(AuditEntry entry, JsonText json) {
    AuditRecord row = entry.record();
    json.raw("{\"object\":\"audit_row\",\"id\":").string(row.id().value());
    json.raw(",\"at\":").string(row.at().toString());
    json.raw(",\"author\":");
    writeAuthor(row.author(), json);
    json.raw(",\"operation\":").string(row.operation().name().toLowerCase(Locale.ROOT));
    switch (row.target()) {
      case AuditTarget.Nothing() -> json.raw(",\"agent\":null,\"target\":null");
      case AuditTarget.OfHome(String name) -> json.raw(",\"agent\":null,\"target\":").string(name);
      case AuditTarget.OfAgent(AgentId agent, String name) ->
          json.raw(",\"agent\":").string(agent.value()).raw(",\"target\":").string(name);
    }
    switch (row.outcome()) {
      case AuditOutcome.Done() -> json.raw(",\"outcome\":\"done\",\"reason\":null");
      case AuditOutcome.Refused(String reason) ->
          json.raw(",\"outcome\":\"refused\",\"reason\":").string(reason);
    }
    json.raw(",\"request_id\":").string(row.request().value()).raw("}");
  }

  private static void writeAuthor(AuditAuthor author, JsonText json) {
    switch (author) {
      case AuditAuthor.Token(String id, String name) ->
          json.raw("{\"type\":\"token\",\"id\":").string(id).raw(",\"name\":").string(name);
      case AuditAuthor.OperatingSystemUser(String name) ->
          json.raw("{\"type\":\"user\",\"id\":null,\"name\":").string(name);
    }
    json.raw("}");
  }
}
