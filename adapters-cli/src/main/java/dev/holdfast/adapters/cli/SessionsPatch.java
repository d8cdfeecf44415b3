package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Hands;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.SessionAdministration.LabelWish;
import dev.holdfast.ports.in.SessionAdministration.ModelWish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.SessionSummary;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Changes what is chosen for a session. */
final class SessionsPatch implements GuardedCommand {

  private static final String LABEL = "--label";
  private static final String MODEL = "--model";
  private static final String VERSION = "--expect-version";

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("patch");
    command.usageMessage().description("Change what is chosen for a session.");
    return SessionArguments.addTo(command)
        .addOption(
            Parameters.judged(
                Parameters.text(LABEL, "TEXT", "What to call it; '' for nothing."),
                SessionsPatch::isLabel,
                "has more than 200 characters, or a control character"))
        .addOption(
            Parameters.text(
                MODEL, "NAME", "The model of the turns to come; '' for the agent's own."))
        .addOption(
            OptionSpec.builder(VERSION)
                .paramLabel("N")
                .type(int.class)
                .converters(new WholeNumber())
                .description(
                    "Change it only if it is at this version. Else the one it is found at.")
                .build());
  }

  @Override
  public Intent intent(Invocation invocation) {
    Arguments typed = invocation.arguments();
    if (!typed.has(LABEL) && !typed.has(MODEL)) {
      return new Intent.Nothing(
          Usage.problem("Nothing is to be changed; give " + LABEL + " or " + MODEL + "."));
    }
    Named session = SessionArguments.session(typed);
    return new Intent.Change(
        SessionArguments.writes(typed),
        lookout -> preview(lookout, session, invocation),
        hands -> ToldOutcome.of(patched(hands, session, typed), SessionArguments::told));
  }

  private static boolean isLabel(String typed) {
    return typed.length() <= SessionChange.MAX_LABEL_LENGTH && OutsideText.isPrintable(typed);
  }

  private static Outcome<SessionSummary> patched(Hands hands, Named session, Arguments typed) {
    return typed.has(VERSION)
        ? hands.changes().patch(session, patch(typed, typed.number(VERSION, 0)))
        : hands
            .queries()
            .session(session)
            .then(found -> hands.changes().patch(session, patch(typed, found.version())));
  }

  private static Patch patch(Arguments typed, long version) {
    return new Patch(version, label(typed), model(typed));
  }

  private static LabelWish label(Arguments typed) {
    return typed.has(LABEL) ? new LabelWish.Changed(typed.text(LABEL)) : new LabelWish.Kept();
  }

  private static ModelWish model(Arguments typed) {
    if (!typed.has(MODEL)) {
      return new ModelWish.Kept();
    }
    String model = typed.text(MODEL);
    return model.isEmpty() ? new ModelWish.AgentDefault() : new ModelWish.Chosen(model);
  }

  private static Forecast preview(Lookout lookout, Named named, Invocation invocation) {
    return switch (lookout.live().session(named)) {
      case Outcome.NotDone<SessionSummary> notDone ->
          new Forecast.WouldNot(ToldOutcome.problem(notDone));
      case Outcome.Done<SessionSummary>(SessionSummary session) -> preview(session, invocation);
    };
  }

  private static Forecast preview(SessionSummary session, Invocation invocation) {
    Arguments typed = invocation.arguments();
    if (typed.has(VERSION) && typed.number(VERSION, 0) != session.version()) {
      return new Forecast.WouldNot(
          Answer.Problem.of(
              ExitCode.FAILURE,
              "version_conflict",
              "The session is at version "
                  + session.version()
                  + ", and another was expected. Nothing would be changed."));
    }
    if (model(typed) instanceof ModelWish.Chosen(String model)
        && invocation.services().models().find(Caller.LOCAL_OPERATOR, model)
            instanceof ModelQueries.Lookup.NotFound(List<String> nearest)) {
      return new Forecast.WouldNot(unknownModel(model, nearest));
    }
    String label = typed.has(LABEL) ? typed.text(LABEL) : session.label();
    String model = typed.has(MODEL) ? typed.text(MODEL) : session.selectedModel();
    return new Forecast.Would(
        new JsonObject()
            .put("session", SessionFacts.json(session))
            .put(
                "becomes",
                new JsonObject()
                    .put("action", "patch")
                    .putOrNull("label", label)
                    .putOrNull("selectedModel", model)),
        screen -> {
          screen.facts(Screen.named(SessionFacts.facts(session)));
          if (typed.has(LABEL)) {
            screen.line("Its label would become: " + (label.isEmpty() ? "none" : label));
          }
          if (typed.has(MODEL)) {
            screen.line("Its model would become: " + SessionFacts.model(model));
          }
        });
  }

  private static Answer.Problem unknownModel(String model, List<String> nearest) {
    List<String> remedies = new ArrayList<>();
    if (!nearest.isEmpty()) {
      remedies.add("Did you mean: " + String.join(", ", nearest));
    }
    remedies.add("See the models there are with: holdfast models list");
    return Answer.Problem.of(
        ExitCode.FAILURE,
        "model_not_found",
        "The model '" + model + "' is not configured. Nothing would be changed.",
        remedies.toArray(String[]::new));
  }
}
