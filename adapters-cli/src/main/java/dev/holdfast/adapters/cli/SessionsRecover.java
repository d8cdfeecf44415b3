package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery.Belonging;
import dev.holdfast.ports.in.Recovery.Recovering;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Ends turns that nobody would end any more, so that their sessions go on. */
final class SessionsRecover implements GuardedCommand {

  /** A turn whose model says nothing is not stuck yet, and looks like it. */
  private static final String RUNNING =
      "Those that run: holdfast turns list --state running. Stop one with: holdfast turns abort ID";

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("recover");
    command
        .usageMessage()
        .description(
            "Find turns that nobody will end any more, tell the evidence, and end them as"
                + " interrupted: their input is kept, and their sessions go on. A turn that"
                + " somebody works on is never touched. --dry-run only looks.");
    return command
        .addPositional(
            Parameters.optional(
                Parameters.required("KEY", "Of this session only. Else of every session.")
                    .toBuilder()
                    .converters(new WrittenKey())
                    .build()))
        .addOption(AgentOption.withMeaning("Of this agent only."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    Arguments typed = invocation.arguments();
    Wish wish = new Wish(typed.text(AgentOption.NAME), typed.parameter(0));
    return new Intent.Change(
        writes(wish),
        lookout -> preview(lookout, wish),
        hands ->
            ToldOutcome.of(
                hands
                    .changes()
                    .recover(wish)
                    .then(
                        recovered ->
                            recovered.ended().isEmpty() && recovered.left().isEmpty()
                                ? KnownSession.orNone(hands.queries(), named(wish), recovered)
                                : new Outcome.Done<>(recovered)),
                SessionsRecover::told));
  }

  /** Of no session in particular it ends what is stuck in every agent. */
  private static Writes writes(Wish wish) {
    return wish.session().isEmpty() && wish.agent().isEmpty()
        ? Writes.Folder.AGENTS
        : Writes.ofSession(named(wish));
  }

  private static Named named(Wish wish) {
    return new Named(wish.agent(), wish.session());
  }

  private static Forecast preview(Lookout lookout, Wish wish) {
    Outcome<List<Stuck>> found =
        lookout
            .live()
            .stuck(wish)
            .then(
                stuck ->
                    stuck.isEmpty()
                        ? KnownSession.orNone(lookout.live(), named(wish), stuck)
                        : new Outcome.Done<>(stuck));
    return switch (found) {
      case Outcome.NotDone<List<Stuck>> notDone ->
          new Forecast.WouldNot(ToldOutcome.problem(notDone));
      case Outcome.Done<List<Stuck>>(List<Stuck> stuck) ->
          new Forecast.Would(
              new JsonObject()
                  .put("action", "recover")
                  .putObjects("stuck", stuck.stream().map(SessionsRecover::json).toList()),
              screen -> {
                screen.line(
                    stuck.isEmpty() ? "No turn is stuck. " + RUNNING : "These would be ended:");
                stuck.forEach(one -> show(screen, one));
              });
    };
  }

  private static Answer told(Recovering.Recovered recovered) {
    JsonObject data =
        new JsonObject()
            .putObjects("recovered", recovered.ended().stream().map(SessionsRecover::json).toList())
            .putObjects("left", recovered.left().stream().map(SessionsRecover::json).toList());
    Page page =
        screen -> {
          screen.line(
              recovered.ended().isEmpty()
                  ? "No turn was ended. " + RUNNING
                  : recovered.ended().size() + " ended as interrupted; their input is kept:");
          recovered.ended().forEach(one -> show(screen, one));
          if (!recovered.left().isEmpty()) {
            screen.line("Stuck, and left: each went on meanwhile, or its process has to end:");
            recovered.left().forEach(one -> show(screen, one));
          }
        };
    return recovered.left().isEmpty()
        ? new Answer.Done(data, page)
        : new Answer.Problem(
            ExitCode.FAILURE,
            "turns_left",
            "Not every stuck turn could be ended.",
            List.of("Look again with: holdfast sessions recover --dry-run"),
            data,
            page);
  }

  private static void show(Screen screen, Stuck stuck) {
    screen.line(
        stuck.turn().value() + "  " + session(stuck) + "  since " + Times.text(stuck.since()));
    screen.line("  " + Words.of(stuck.reason()) + ": " + stuck.evidence());
  }

  private static String session(Stuck stuck) {
    return switch (stuck.belonging()) {
      case Belonging.Session(var key) -> key.value();
      case Belonging.None() -> "no session, agent " + stuck.agent();
    };
  }

  private static JsonObject json(Stuck stuck) {
    return new JsonObject()
        .put("turnId", stuck.turn().value())
        .put("agent", stuck.agent().value())
        .putOrNull(
            "key",
            switch (stuck.belonging()) {
              case Belonging.Session(var key) -> key.value();
              case Belonging.None() -> "";
            })
        .put("owner", stuck.owner().value())
        .put("since", stuck.since())
        .put("reason", Words.of(stuck.reason()))
        .put("evidence", stuck.evidence());
  }
}
