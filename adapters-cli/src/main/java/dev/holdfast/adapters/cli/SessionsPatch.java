package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Writes;
import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.text.OutsideText;
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
    return SessionPath.addTo(command)
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
    String path = SessionPath.of(invocation, "");
    return new Intent.Change(
        Writes.AGENTS,
        opened -> {
          if (typed.has(VERSION)) {
            GatewayCall call = GatewayCall.patch(path, body(typed, typed.number(VERSION, 0)));
            return opened.ask(call, SessionPath::told);
          }
          return opened.ask(
              GatewayCall.get(path),
              found ->
                  opened.ask(
                      GatewayCall.patch(path, body(typed, version(found))), SessionPath::told));
        });
  }

  private static boolean isLabel(String typed) {
    return typed.length() <= SessionChange.MAX_LABEL_LENGTH && OutsideText.isPrintable(typed);
  }

  private static long version(Members session) {
    return Long.parseLong(session.text("version"));
  }

  private static JsonObject body(Arguments typed, long version) {
    JsonObject body = new JsonObject().put("expected_version", version);
    if (typed.has(LABEL)) {
      body.putOrNull("label", typed.text(LABEL));
    }
    if (typed.has(MODEL)) {
      body.putOrNull("model", typed.text(MODEL));
    }
    return body;
  }
}
