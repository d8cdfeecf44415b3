package dev.holdfast.adapters.cli;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.ports.in.AuditCursor;
import dev.holdfast.ports.in.PageOf;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Lists what was changed, turns aside. */
final class AuditList implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("list");
    command
        .usageMessage()
        .description("List changes that are not turns, made and refused ones, newest first.");
    return PageOptions.addTo(command);
  }

  @Override
  public Answer run(Invocation invocation) {
    return PageOptions.ask(
        invocation,
        word -> AuditCursor.read(word).isPresent(),
        (after, limit) ->
            Stored.ask(
                invocation, lists -> ToldOutcome.of(lists.audit(after, limit), AuditList::told)));
  }

  private static Answer told(PageOf<AuditEntry> page) {
    List<AuditRecord> rows = page.entries().stream().map(AuditEntry::record).toList();
    return PageOptions.told(
        "rows",
        rows.stream().map(AuditList::json).toList(),
        page.next(),
        "Nothing was changed yet.",
        screen -> show(screen, rows));
  }

  private static JsonObject json(AuditRecord row) {
    return new JsonObject()
        .put("id", row.id().value())
        .put("at", row.at())
        .put("author", author(row.author()))
        .put("operation", Words.of(row.operation()))
        .putOrNull("agent", agent(row.target()))
        .putOrNull("target", target(row.target()))
        .put("outcome", reason(row.outcome()).isEmpty() ? "done" : "refused")
        .putOrNull("reason", reason(row.outcome()))
        .put("requestId", row.request().value());
  }

  private static JsonObject author(AuditAuthor author) {
    return switch (author) {
      case AuditAuthor.Token(String id, String name) ->
          new JsonObject().put("type", "token").put("id", id).put("name", name);
      case AuditAuthor.OperatingSystemUser(String name) ->
          new JsonObject().put("type", "user").putNull("id").put("name", name);
    };
  }

  private static String name(AuditAuthor author) {
    return switch (author) {
      case AuditAuthor.Token token -> token.name();
      case AuditAuthor.OperatingSystemUser user -> user.name();
    };
  }

  private static String agent(AuditTarget target) {
    return target instanceof AuditTarget.OfAgent(AgentId agent, var _) ? agent.value() : "";
  }

  private static String target(AuditTarget target) {
    return switch (target) {
      case AuditTarget.Nothing() -> "";
      case AuditTarget.OfHome(String name) -> name;
      case AuditTarget.OfAgent(var _, String name) -> name;
    };
  }

  private static String reason(AuditOutcome outcome) {
    return switch (outcome) {
      case AuditOutcome.Done() -> "";
      case AuditOutcome.Refused(String reason) -> reason;
    };
  }

  private static void show(Screen screen, List<AuditRecord> rows) {
    Table table =
        new Table("TIME", "AUTHOR", "OPERATION", "TARGET", "OUTCOME", "REQUEST")
            .neverCut("TIME", "OPERATION", "TARGET", "REQUEST");
    for (AuditRecord row : rows) {
      String reason = reason(row.outcome());
      table.row(
          Times.text(row.at()),
          name(row.author()),
          Words.of(row.operation()),
          target(row.target()),
          reason.isEmpty() ? "done" : reason,
          row.request().value());
    }
    screen.table(table);
  }
}
