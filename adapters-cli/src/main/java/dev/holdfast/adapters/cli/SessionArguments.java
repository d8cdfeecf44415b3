package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.HomeQueries.TurnFilter;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import dev.holdfast.ports.in.TurnSummary;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** How commands that change a session name it, and what they look at before. */
final class SessionArguments {

  static final String FORCE = "--force";

  private SessionArguments() {}

  static CommandSpec addTo(CommandSpec command) {
    return command
        .addPositional(
            Parameters.required("KEY", "A session key, whole or without its agent.").toBuilder()
                .converters(new WrittenKey())
                .build())
        .addOption(
            AgentOption.withMeaning("The agent of a key that names none. Else the default agent."));
  }

  static CommandSpec addForceTo(CommandSpec command) {
    return addTo(command)
        .addOption(Parameters.flag(FORCE, "Cancel the turn that runs. Else it is waited for."));
  }

  static Named session(Arguments typed) {
    return new Named(typed.text(AgentOption.NAME), typed.parameter(0));
  }

  /** Where it is. */
  static Writes writes(Arguments typed) {
    return Writes.ofSession(session(typed));
  }

  static RunningTurn running(Arguments typed) {
    return typed.has(FORCE) ? RunningTurn.CANCELLED : RunningTurn.AWAITED;
  }

  /**
   * What would become of a session that no turn may cross: the session as it is, what it would
   * become, and what would become of the turn that runs.
   *
   * @param action what would be done, as a sentence about the session
   */
  static Forecast moved(
      Lookout lookout,
      Arguments typed,
      Function<SessionSummary, String> action,
      JsonObject becomes) {
    Outcome<SessionSummary> found = lookout.live().session(session(typed));
    return switch (found) {
      case Outcome.NotDone<SessionSummary> notDone ->
          new Forecast.WouldNot(ToldOutcome.problem(notDone));
      case Outcome.Done<SessionSummary>(SessionSummary session) -> {
        List<TurnSummary> turns = runningIn(lookout, session);
        yield new Forecast.Would(
            new JsonObject()
                .put("session", SessionFacts.json(session))
                .put("becomes", becomes)
                .putObjects("runningTurns", turns.stream().map(TurnFacts::json).toList()),
            screen -> {
              screen.facts(Screen.named(SessionFacts.facts(session)));
              screen.line(action.apply(session));
              turns.forEach(turn -> screen.line(fate(lookout, turn, typed)));
            });
      }
    };
  }

  private static List<TurnSummary> runningIn(Lookout lookout, SessionSummary session) {
    TurnFilter filter =
        new TurnFilter(
            session.place().agent().value(),
            session.place().key().value(),
            new StateWish.Begun(TurnState.RUNNING));
    return switch (lookout.live().turns(filter, "", 1)) {
      case Outcome.Done<PageOf<TurnSummary>>(PageOf<TurnSummary> page) -> page.entries();
      case Outcome.NotDone<PageOf<TurnSummary>> _ -> List.of();
    };
  }

  private static String fate(Lookout lookout, TurnSummary turn, Arguments typed) {
    String name = "Turn " + turn.id().value();
    if (lookout.isWithoutGateway()) {
      return name
          + ", which a process that is gone began at "
          + Times.text(turn.since())
          + ", would end as interrupted; what it was asked is kept.";
    }
    return name
        + ", which runs since "
        + Times.text(turn.since())
        + (typed.has(FORCE)
            ? ", would be cancelled; what came of it stays."
            : ", would be waited for.");
  }

  /** Tells whoever waits long for what, and how to make it end. */
  static Runnable notice(Invocation invocation) {
    String key = invocation.arguments().parameter(0);
    boolean forced = invocation.arguments().has(FORCE);
    return () ->
        invocation
            .printer()
            .warning(
                "waiting",
                new JsonObject().put("key", key).put("forced", forced),
                screen -> {
                  screen.line(
                      "Still waiting for the turns of this session: what is to be done comes");
                  screen.line(
                      "between two of them. The gateway gives up after its session.queue.wait.");
                  screen.advice("  See them with: holdfast turns list --session KEY");
                  screen.advice(
                      forced
                          ? "  The one that ran was told to end, and is given time to store its"
                              + " end."
                          : "  Stop one with: holdfast turns abort ID, or begin again with"
                              + " --force");
                });
  }

  /** Tells a session, whole. */
  static Answer told(SessionSummary session) {
    return new Answer.Done(
        new JsonObject().put("session", SessionFacts.json(session)),
        screen -> screen.facts(Screen.named(SessionFacts.facts(session))));
  }
}
