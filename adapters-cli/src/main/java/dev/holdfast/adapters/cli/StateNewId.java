package dev.holdfast.adapters.cli;

import dev.holdfast.domain.state.StoreId;
import picocli.CommandLine.Model.CommandSpec;

/** Gives the store of a home another identity. */
final class StateNewId implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("new-id");
    command
        .usageMessage()
        .description(
            "Give the store of this home another identity, if the home is a copy that shall live"
                + " beside its original. No gateway may run on it. The former identity is kept in"
                + " the store.");
    return command;
  }

  @Override
  public Intent intent(Invocation invocation) {
    return new Intent.Renewal(StateNewId::told);
  }

  private static Answer told(StoreId former, StoreId now) {
    return new Answer.Done(
        new JsonObject().put("formerStoreId", former.value()).put("storeId", now.value()),
        screen -> screen.line("The store is now %s; it was %s.".formatted(now, former)));
  }
}
