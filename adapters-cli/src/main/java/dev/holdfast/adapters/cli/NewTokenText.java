package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Opened;
import dev.holdfast.adapters.cli.Intent.Writes;
import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.GatewayDoor.Opening;
import dev.holdfast.ports.in.GatewayDoor.TokenOrigin;
import dev.holdfast.ports.in.SecretFiles.Reservation;
import dev.holdfast.ports.in.SecretFiles.SecretFile;
import dev.holdfast.ports.in.SecretFiles.Writing;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Asks for a token's new text and tells it once: on standard output, or into a new file that is
 * made before there is a text to lose.
 */
final class NewTokenText {

  private static final String OUT = "--out";
  private static final String TOKEN = "token";

  private NewTokenText() {}

  static OptionSpec option() {
    return Parameters.text(
        OUT, "FILE", "Write the token into a new file, mode 0600, and do not print it.");
  }

  static Intent ask(Invocation invocation, GatewayCall call) {
    String path = invocation.arguments().text(OUT);
    if (!invocation.arguments().has(OUT)) {
      return new Intent.Change(
          Writes.CONTROL_PLANE, opened -> ask(opened, call, NewTokenText::printed));
    }
    if (path.isBlank()) {
      return new Intent.Nothing(
          Usage.problem(OUT + " is empty; name a file that does not exist yet."));
    }
    return new Intent.Change(Writes.CONTROL_PLANE, opened -> into(path, opened, call));
  }

  private static Answer into(String path, Opened opened, GatewayCall call) {
    return switch (opened.secretFiles().reserve(path)) {
      case Reservation.Taken(String taken) ->
          Answer.Problem.of(
              ExitCode.FAILURE,
              "file_exists",
              taken + " exists already and was left as it is. No token was made.",
              "Name a file that does not exist yet.");
      case Reservation.Refused(String refused, String reason) ->
          Answer.Problem.of(
              ExitCode.FAILURE,
              "file_not_writable",
              refused + " cannot be made: " + reason + ". No token was made.");
      case Reservation.Reserved(SecretFile file) -> {
        try (file) {
          yield ask(opened, call, (token, facts) -> written(token, facts, file));
        }
      }
    };
  }

  /** Tells the new text of a token, beside the facts that are told of it anyway. */
  private interface Telling {
    Answer of(Members token, List<String> facts);
  }

  private static Answer ask(Opened opened, GatewayCall call, Telling telling) {
    return opened.ask(call, token -> telling.of(token, facts(token, opened.door())));
  }

  /** A command that gives its own token another text makes the token file useless. */
  private static List<String> facts(Members token, Opening.Open door) {
    List<String> facts = TokenFacts.facts(token);
    if (token.isTrue("self") && door.origin() == TokenOrigin.FILE) {
      facts.addAll(
          List.of(
              "note", door.address().tokenFile() + " holds the old text; put the new one there"));
    }
    return facts;
  }

  private static Answer printed(Members token, List<String> facts) {
    facts.addAll(List.of(TOKEN, token.text(TOKEN)));
    return new Answer.Done(
        new JsonObject().put(TOKEN, token.json()), screen -> screen.facts(Screen.named(facts)));
  }

  private static Answer written(Members token, List<String> facts, SecretFile file) {
    return switch (file.write(TokenText.of(token.text(TOKEN)))) {
      case Writing.Written() -> {
        facts.addAll(List.of(TOKEN, "in " + file.path()));
        yield new Answer.Done(
            new JsonObject().put(TOKEN, token.without(TOKEN).json()).put("file", file.path()),
            screen -> screen.facts(Screen.named(facts)));
      }
      case Writing.Failed(String reason) ->
          Answer.Problem.of(
                  ExitCode.FAILURE,
                  "file_not_writable",
                  "The token was made, but "
                      + file.path()
                      + " could not be written: "
                      + reason
                      + ". Its text is lost.",
                  "Give it another one: holdfast tokens rotate " + token.text("id"))
              .with(new JsonObject().put(TOKEN, token.without(TOKEN).json()));
    };
  }
}
