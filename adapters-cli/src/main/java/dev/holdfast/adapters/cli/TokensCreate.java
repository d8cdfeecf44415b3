package dev.holdfast.adapters.cli;

import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.ports.in.TokenAdministration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Makes a token. */
final class TokensCreate implements GuardedCommand {

  private static final String NAME = "--name";
  private static final String SCOPE = "--scope";
  private static final String KEY = "--key";
  private static final String KEY_PREFIX = "--key-prefix";
  private static final String EXPIRES_IN = "--expires-in";

  private static final List<String> SCOPES = List.of("read", "write", "admin");

  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("create");
    command
        .usageMessage()
        .description("Make a token. Its text is told this once and stored nowhere.");
    return command
        .addOption(
            Parameters.judged(
                Parameters.requiredText(NAME, "NAME", "What to call it, up to 64 characters."),
                TokensCreate::isName,
                "has to have 1 to 64 characters, none of them a control character"))
        .addOption(
            Parameters.oneOf(
                Parameters.requiredText(SCOPE, "SCOPE", "read, write or admin."), SCOPES))
        .addOption(AgentOption.withMeaning("Bind it to this agent."))
        .addOption(Parameters.text(KEY, "KEY", "Bind it to the session of this key."))
        .addOption(
            Parameters.judged(
                Parameters.text(
                    KEY_PREFIX,
                    "PREFIX",
                    "Bind it to sessions whose keys begin so; ends with a colon."),
                prefix -> prefix.endsWith(":"),
                "does not end with a colon"))
        .addOption(
            Parameters.text(
                EXPIRES_IN, "TIME", "Let it expire, such as 12h or 30d. Else it never does."))
        .addOption(NewTokenText.option());
  }

  @Override
  public Intent intent(Invocation invocation) {
    Arguments typed = invocation.arguments();
    JsonObject body =
        new JsonObject().put("name", typed.text(NAME)).put("scope", typed.text(SCOPE));
    putIfTyped(body, "agent", typed, AgentOption.NAME);
    putIfTyped(body, "key", typed, KEY);
    putIfTyped(body, "key_prefix", typed, KEY_PREFIX);
    if (typed.has(EXPIRES_IN)) {
      Optional<Duration> time = time(typed.text(EXPIRES_IN));
      if (time.isEmpty()) {
        return new Intent.Nothing(
            Usage.problem(
                EXPIRES_IN
                    + " takes a whole number of s, m, h or d, such as 12h or 30d, up to "
                    + TokenAdministration.MAX_LIFETIME.toDays()
                    + "d."));
      }
      body.put("expires_in_seconds", time.get().toSeconds());
    }
    return NewTokenText.ask(invocation, GatewayCall.post("/api/tokens", body));
  }

  private static boolean isName(String typed) {
    return !typed.isBlank()
        && typed.length() <= TokenAdministration.MAX_NAME_LENGTH
        && OutsideText.isPrintable(typed);
  }

  private static void putIfTyped(JsonObject body, String member, Arguments typed, String option) {
    if (typed.has(option)) {
      body.put(member, typed.text(option));
    }
  }

  private static Optional<Duration> time(String typed) {
    Matcher time = TIME.matcher(typed);
    if (!time.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(time.group(1));
    Duration lifetime =
        switch (time.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    return Optional.of(lifetime)
        .filter(each -> each.compareTo(TokenAdministration.MAX_LIFETIME) <= 0);
  }
}
