package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
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
        "audit",
        new GatewayQuery("/api/audit"),
        query -> invocation.gateway().ask(query, AuditList::told));
  }

  private static Answer told(Members page) {
    return PageOptions.told(page, "rows", "Nothing was changed yet.", screen -> show(screen, page));
  }

  private static void show(Screen screen, Members page) {
    Table table =
        new Table("TIME", "AUTHOR", "OPERATION", "TARGET", "OUTCOME", "REQUEST")
            .neverCut("TIME", "OPERATION");
    for (Members row : page.objects("data")) {
      table.row(
          Times.text(row.text("at")),
          row.object("author").text("name"),
          row.text("operation"),
          row.text("target"),
          row.text("reason").isEmpty() ? row.text("outcome") : row.text("reason"),
          row.text("request_id"));
    }
    screen.table(table);
  }
}
