package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.Lifetime;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import java.time.Duration;
import java.util.Map;

/** Reads what token somebody wishes. */
final class TokenWishes {

  private static final String NAME = "name";
  private static final String SCOPE = "scope";
  private static final String AGENT = "agent";
  private static final String KEY = "key";
  private static final String KEY_PREFIX = "key_prefix";
  private static final String EXPIRES_IN = "expires_in_seconds";

  /** What a request for a token may hold. */
  static final Map<String, MemberKind> MEMBERS =
      Map.of(
          NAME, MemberKind.STRING,
          SCOPE, MemberKind.STRING,
          AGENT, MemberKind.STRING,
          KEY, MemberKind.STRING,
          KEY_PREFIX, MemberKind.STRING,
          EXPIRES_IN, MemberKind.INTEGER);

  private TokenWishes() {}

  /**
   * The wish of a request.
   *
   * @throws HttpProblem if it makes no sense
   */
  static TokenWish of(MemberMap body) {
    String name = body.requiredText(NAME).strip();
    if (name.isEmpty() || name.length() > TokenAdministration.MAX_NAME_LENGTH) {
      throw invalid("'name' must have 1 to 64 characters. Nothing was stored.", NAME);
    }
    if (!OutsideText.isPrintable(name)) {
      throw invalid(
          "'name' holds a control character, such as a line break, or half of a surrogate pair."
              + " Nothing was stored.",
          NAME);
    }
    return new TokenWish(name, scope(body), body.text(AGENT).strip(), keys(body), lifetime(body));
  }

  private static Scope scope(MemberMap body) {
    return switch (body.requiredText(SCOPE)) {
      case "read" -> Scope.READ;
      case "write" -> Scope.WRITE;
      case "admin" -> Scope.ADMIN;
      default -> throw invalid("'scope' must be read, write or admin. Nothing was stored.", SCOPE);
    };
  }

  private static KeyWish keys(MemberMap body) {
    String key = body.text(KEY);
    String prefix = body.text(KEY_PREFIX);
    if (body.has(KEY) && body.has(KEY_PREFIX)) {
      throw invalid(
          "A token is bound to one key or to one beginning of keys. Nothing was stored.",
          KEY_PREFIX);
    }
    if (body.has(KEY)) {
      if (key.isBlank()) {
        throw invalid("'key' must not be blank. Nothing was stored.", KEY);
      }
      return new KeyWish.Exact(key);
    }
    if (body.has(KEY_PREFIX)) {
      if (!prefix.endsWith(":")) {
        throw invalid(
            "'key_prefix' must end with ':', so that it cannot cut a name in two. Nothing was"
                + " stored.",
            KEY_PREFIX);
      }
      return new KeyWish.Prefix(prefix);
    }
    return new KeyWish.Any();
  }

  private static Lifetime lifetime(MemberMap body) {
    if (!body.has(EXPIRES_IN)) {
      return new Lifetime.Unlimited();
    }
    long seconds = body.number(EXPIRES_IN);
    if (seconds < 1 || seconds > TokenAdministration.MAX_LIFETIME.toSeconds()) {
      throw invalid(
          "'"
              + EXPIRES_IN
              + "' must be from 1 to "
              + TokenAdministration.MAX_LIFETIME.toSeconds()
              + ", which is ten years. Nothing was stored.",
          EXPIRES_IN);
    }
    return new Lifetime.Limited(Duration.ofSeconds(seconds));
  }

  private static HttpProblem invalid(String message, String member) {
    return HttpProblem.of(RequestFault.INVALID_VALUE, message, member);
  }
}
