package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import picocli.CommandLine.Model.CommandSpec;

/** Lists tokens; their texts are stored nowhere. */
final class TokensList implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("list");
    command.usageMessage().description("List tokens, oldest first, without their texts.");
    return command;
  }

  @Override
  public Answer run(Invocation invocation) {
    return invocation.gateway().ask(new GatewayQuery("/api/tokens"), TokensList::told);
  }

  private static Answer told(Members page) {
    return PageOptions.told(page, "tokens", "No tokens.", screen -> show(screen, page));
  }

  private static void show(Screen screen, Members page) {
    Table table =
        new Table("ID", "NAME", "SCOPE", "REACHES", "CREATED", "EXPIRES", "")
            .neverCut("ID", "SCOPE", "CREATED", "EXPIRES");
    for (Members token : page.objects("data")) {
      table.row(
          token.text("id"),
          token.text("name"),
          token.text("scope"),
          TokenFacts.reach(token),
          Times.text(token.text("created_at")),
          TokenFacts.expiry(token),
          token.isTrue("self") ? "yours" : "");
    }
    screen.table(table);
  }
}
