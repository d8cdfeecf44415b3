package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.ports.in.SessionPlace;
import picocli.CommandLine.Model.CommandSpec;

/** Points a session's key at a new transcript. */
final class SessionsReset implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("reset");
    command
        .usageMessage()
        .description("Begin a new transcript under a session's key. The old one stays.");
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
                    .reset(
                        SessionArguments.session(typed),
                        SessionArguments.running(typed),
                        SessionArguments.notice(invocation)),
                SessionsReset::told));
  }

  private static Forecast preview(Lookout lookout, Arguments typed) {
    return SessionArguments.moved(
        lookout,
        typed,
        session ->
            "Its key would lead to a new, empty transcript; %s would stay, linked."
                .formatted(session.place().id().value()),
        new JsonObject().put("action", "reset").put("events", 0));
  }

  private static Answer told(SessionPlace place) {
    return new Answer.Done(
        new JsonObject().put("session", SessionFacts.json(place)),
        screen -> {
          screen.line(
              "%s now leads to %s; it was %s."
                  .formatted(
                      place.key().value(),
                      place.id().value(),
                      SessionFacts.previous(place.previous())));
          screen.advice(
              "It is listed again from its next turn on; until then it is found with: holdfast"
                  + " sessions show "
                  + place.id().value());
        });
  }
}
