package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionSummary;
import picocli.CommandLine.Model.CommandSpec;

/** Brings a session back from the archive. */
final class SessionsRestore implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("restore");
    command
        .usageMessage()
        .description("Give an archived session its key back, if no other session has it by now.");
    return command.addPositional(
        Parameters.required(
            "ID", "The id archive_… that sessions archived shows, not that of the session."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    String id = invocation.arguments().parameter(0);
    return new Intent.Change(
        new Writes.OfArchive(id),
        lookout -> preview(lookout, id),
        hands -> ToldOutcome.of(hands.changes().restore(id), SessionArguments::told));
  }

  private static Forecast preview(Lookout lookout, String id) {
    return switch (lookout.stored().archive(id)) {
      case Outcome.NotDone<ArchiveSummary> notDone ->
          new Forecast.WouldNot(ToldOutcome.problem(notDone));
      case Outcome.Done<ArchiveSummary>(ArchiveSummary archived) -> preview(lookout, archived);
    };
  }

  private static Forecast preview(Lookout lookout, ArchiveSummary archived) {
    String key = archived.place().key().value();
    Named holder = new Named(archived.place().agent().value(), key);
    return switch (lookout.live().session(holder)) {
      case Outcome.Done<SessionSummary>(SessionSummary session) ->
          new Forecast.WouldNot(
              Answer.Problem.of(
                  ExitCode.FAILURE,
                  "session_exists",
                  "Session %s has the key %s by now, so it would be refused."
                      .formatted(session.place().id().value(), key),
                  "Delete that one first if this one should come back."));
      case Outcome.NotDone<SessionSummary> _ ->
          Forecast.would(
              "%s would lead to %s again, with %d events."
                  .formatted(key, archived.place().id().value(), archived.events()),
              new JsonObject()
                  .put("archived", SessionFacts.json(archived))
                  .put("becomes", new JsonObject().put("action", "restore")));
    };
  }
}
