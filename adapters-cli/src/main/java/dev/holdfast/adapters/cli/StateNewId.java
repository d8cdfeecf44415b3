package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.IdentityRenewal.Renewed;
import picocli.CommandLine.Model.CommandSpec;

/** Gives the store of a copied home an identity of its own. */
final class StateNewId implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("new-id");
    command
        .usageMessage()
        .description(
            "Give the store of the home a new identity, for a home that was copied and shall live"
                + " on beside its original.",
            "Nothing else changes; no gateway may run on it.");
    return command;
  }

  @Override
  public Intent intent(Invocation invocation) {
    return new Intent.NewIdentity(StateNewId::told);
  }

  private static Answer told(Renewed renewed) {
    return new Answer.Done(
        new JsonObject()
            .put("storeId", renewed.now().value())
            .put("formerStoreId", renewed.former().value()),
        screen ->
            screen.line(
                "The store is %s now; it was %s.".formatted(renewed.now(), renewed.former())));
  }
}
