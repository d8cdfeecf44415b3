package dev.holdfast.adapters.cli;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.ModelQueries.ModelListing;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Lists what a request may name as its model. */
final class ModelsList implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("list");
    command.usageMessage().description("List what a request may name as its model: agents first.");
    return command;
  }

  @Override
  public Answer run(Invocation invocation) {
    List<ModelListing> models = invocation.services().models().list(Caller.LOCAL_OPERATOR);
    JsonObject data =
        new JsonObject().putObjects("models", models.stream().map(ModelsList::json).toList());
    return new Answer.Done(
        data,
        screen -> {
          Table table = new Table("MODEL", "OWNED BY");
          models.forEach(model -> table.row(model.id(), model.ownedBy()));
          screen.table(table);
        });
  }

  private static JsonObject json(ModelListing model) {
    return new JsonObject().put("id", model.id()).put("ownedBy", model.ownedBy());
  }
}
