package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.TokenSummary;
import java.util.List;
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
    return Stored.ask(invocation, lists -> ToldOutcome.of(lists.tokens(), TokensList::told));
  }

  private static Answer told(List<TokenSummary> tokens) {
    return PageOptions.told(
        "tokens",
        tokens.stream().map(TokenFacts::json).toList(),
        "",
        "No tokens.",
        screen -> show(screen, tokens));
  }

  private static void show(Screen screen, List<TokenSummary> tokens) {
    Table table =
        new Table("ID", "NAME", "SCOPE", "REACHES", "CREATED", "EXPIRES", "")
            .neverCut("ID", "SCOPE", "CREATED", "EXPIRES");
    for (TokenSummary token : tokens) {
      table.row(
          token.id(),
          token.name(),
          Words.of(token.scope()),
          TokenFacts.reach(token),
          Times.text(token.createdAt()),
          TokenFacts.expiry(token),
          token.use() == TokenSummary.Use.OWN ? "yours" : "");
    }
    screen.table(table);
  }
}
