package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.Lifetime;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Makes a token. */
final class TokensCreate implements GuardedCommand {

  private static final String NAME = "--name";
  private static final String SCOPE = "--scope";
  private static final String KEY = "--key";
  private static final String KEY_PREFIX = "--key-prefix";
  private static final String EXPIRES_IN = "--expires-in";

  private static final List<String> SCOPES = List.of("read", "write", "admin");

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
        .addOption(
            Parameters.judged(
                Parameters.text(KEY, "KEY", "Bind it to the session of this key."),
                key -> !key.isBlank(),
                "is blank"))
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
    if (typed.has(KEY) && typed.has(KEY_PREFIX)) {
      return new Intent.Nothing(
          Usage.problem(
              "A token is bound to one key or to one beginning of keys: give "
                  + KEY
                  + " or "
                  + KEY_PREFIX
                  + "."));
    }
    if (typed.has(EXPIRES_IN) && time(typed.text(EXPIRES_IN)).isEmpty()) {
      return new Intent.Nothing(
          Usage.problem(
              EXPIRES_IN
                  + " takes a whole number of s, m, h or d, such as 12h or 30d, up to "
                  + TokenAdministration.MAX_LIFETIME.toDays()
                  + "d."));
    }
    TokenWish wish = wish(typed);
    return NewTokenText.intent(
        invocation,
        lookout -> preview(wish, invocation),
        new NewTokenText.Wish(
            "No token was made.",
            (held, stored) -> Optional.empty(),
            changes -> changes.createToken(wish)));
  }

  private static TokenWish wish(Arguments typed) {
    return new TokenWish(
        typed.text(NAME).strip(),
        Words.read(Scope.class, typed.text(SCOPE)),
        typed.text(AgentOption.NAME).strip(),
        keys(typed),
        time(typed.text(EXPIRES_IN))
            .<Lifetime>map(Lifetime.Limited::new)
            .orElseGet(Lifetime.Unlimited::new));
  }

  private static KeyWish keys(Arguments typed) {
    if (typed.has(KEY)) {
      return new KeyWish.Exact(typed.text(KEY));
    }
    return typed.has(KEY_PREFIX) ? new KeyWish.Prefix(typed.text(KEY_PREFIX)) : new KeyWish.Any();
  }

  private static boolean isName(String typed) {
    return !typed.isBlank()
        && typed.length() <= TokenAdministration.MAX_NAME_LENGTH
        && OutsideText.isPrintable(typed);
  }

  private static Optional<Duration> time(String typed) {
    return TypedTime.of(typed)
        .filter(each -> each.compareTo(TokenAdministration.MAX_LIFETIME) <= 0);
  }

  private static Forecast preview(TokenWish wish, Invocation invocation) {
    String agent = "holdfast/" + wish.agent();
    if (!wish.agent().isEmpty()
        && invocation.services().models().find(Caller.LOCAL_OPERATOR, agent)
            instanceof ModelQueries.Lookup.NotFound _) {
      return new Forecast.WouldNot(
          Answer.Problem.of(
              ExitCode.FAILURE,
              "agent_not_found",
              "There is no agent '" + wish.agent() + "'. Nothing would be changed.",
              "See the agents there are with: holdfast models list"));
    }
    String reach =
        switch (wish.keys()) {
          case KeyWish.Any() -> wish.agent().isEmpty() ? "everything" : "agent " + wish.agent();
          case KeyWish.Exact(String key) -> key;
          case KeyWish.Prefix(String prefix) -> prefix + "…";
        };
    return Forecast.would(
        "A token '%s' would be made, with the scope %s, that reaches %s."
            .formatted(wish.name(), Words.of(wish.scope()), reach),
        new JsonObject()
            .put(
                "becomes",
                new JsonObject()
                    .put("action", "create")
                    .put("name", wish.name())
                    .put("scope", Words.of(wish.scope()))
                    .put("reaches", reach)));
  }
}
