package dev.holdfast.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Gives a token another text. */
final class TokensRotate implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("rotate");
    command
        .usageMessage()
        .description(
            "Give a token another text, told this once. The old one is over, and so is what was"
                + " opened with it.");
    return command
        .addPositional(Parameters.required("ID", "The id of a token that tokens list shows."))
        .addOption(NewTokenText.option());
  }

  @Override
  public Intent intent(Invocation invocation) {
    String id = GatewayCall.encoded(invocation.arguments().parameter(0));
    return NewTokenText.ask(invocation, GatewayCall.post("/api/tokens/" + id + "/rotate"));
  }
}
