package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.ports.in.ArchiveSummary;
import picocli.CommandLine.Model.CommandSpec;

/** Takes a session into the archive. */
final class SessionsDelete implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("delete");
    command
        .usageMessage()
        .description("Take a session from its key and into the archive, from where it can return.");
    return SessionArguments.addForceTo(command);
  }

  @Override
  public Intent intent(Invocation invocation) {
    Arguments typed = invocation.arguments();
    return new Intent.Change(
        SessionArguments.writes(typed),
        lookout -> preview(lookout, typed),
        hands ->
            ToldOutcome.of(
                hands
                    .changes()
                    .delete(
                        SessionArguments.session(typed),
                        SessionArguments.running(typed),
                        SessionArguments.notice(invocation)),
                SessionsDelete::told));
  }

  private static Forecast preview(Lookout lookout, Arguments typed) {
    return SessionArguments.moved(
        lookout,
        typed,
        session ->
            "It would go into the archive, and its key would lead nowhere until somebody uses it.",
        new JsonObject().put("action", "delete"));
  }

  private static Answer told(ArchiveSummary archived) {
    return new Answer.Done(
        new JsonObject().put("archived", SessionFacts.json(archived)),
        screen -> {
          screen.line(archived.place().key().value() + " is in the archive.");
          screen.advice("Bring it back with: holdfast sessions restore " + archived.id().value());
        });
  }
}
