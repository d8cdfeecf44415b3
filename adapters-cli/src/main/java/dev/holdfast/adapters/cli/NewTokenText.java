package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Hands;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.adapters.cli.Intent.Preview;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.IssuedToken;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.SecretFiles.Reservation;
import dev.holdfast.ports.in.SecretFiles.SecretFile;
import dev.holdfast.ports.in.SecretFiles.Writing;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenSummary;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tells a token's new text once: on standard output, or into a file that is made ready before there
 * is a text to lose.
 */
final class NewTokenText {

  private static final String OUT = "--out";
  private static final String TOKEN = "token";

  private NewTokenText() {}

  static OptionSpec option() {
    return Parameters.text(
        OUT, "FILE", "Write the token into a new file, mode 0600, and do not print it.");
  }

  static OptionSpec optionOfRotation() {
    return Parameters.text(
        OUT,
        "FILE",
        "Write the token into a new file, mode 0600, and do not print it. A file that holds the"
            + " old text of the token you use is replaced. Without it, so is the home's token file"
            + " if it holds that text; else the new one is printed.");
  }

  /**
   * What somebody wants a text of.
   *
   * @param unmade what is said if it comes to nothing
   * @param replaceable the text that may stand in the file and is replaced there
   */
  record Wish(
      String unmade,
      Replaceable replaceable,
      Function<HomeChanges, Outcome<IssuedToken>> issuing) {}

  /** Finds the text that may stand in the file. */
  interface Replaceable {

    /**
     * It, if there is one.
     *
     * @param held the token that the command uses
     */
    Optional<TokenText> of(TokenAtHand held, Supplier<StoredHome> stored);
  }

  static Intent intent(Invocation invocation, Preview preview, Wish wish) {
    String path = invocation.arguments().text(OUT);
    if (!invocation.arguments().has(OUT)) {
      return new Intent.Change(
          Writes.Folder.CONTROL_PLANE,
          preview,
          hands ->
              inHome(invocation, wish, hands)
                  .map(file -> into(file, wish, hands, Unwritten.IS_PRINTED))
                  .orElseGet(
                      () ->
                          ToldOutcome.of(
                              wish.issuing().apply(hands.changes()),
                              issued -> printed(issued, hands))));
    }
    if (path.isBlank()) {
      return new Intent.Nothing(
          Usage.problem(OUT + " is empty; name a file that does not exist yet."));
    }
    return new Intent.Change(
        Writes.Folder.CONTROL_PLANE,
        lookout ->
            hindrance(path, wish, lookout)
                .<Forecast>map(none -> new Forecast.WouldNot(problem(none, wish)))
                .orElseGet(() -> preview.of(lookout)),
        hands -> into(reserved(path, invocation, wish, hands), wish, hands));
  }

  private static Optional<Reservation.None> hindrance(String path, Wish wish, Lookout lookout) {
    return wish.replaceable()
        .of(lookout.token(), () -> new StoredHome.Open(lookout.stored()))
        .map(old -> lookout.secretFiles().hindranceInPlaceOf(path, old))
        .orElseGet(() -> lookout.secretFiles().hindrance(path));
  }

  /**
   * The store that is open already if it is changed here: another look at it would outlast that.
   */
  private static Optional<TokenText> replaceable(Invocation invocation, Wish wish, Hands hands) {
    return wish.replaceable()
        .of(
            hands.token(),
            () ->
                hands.queries() instanceof HomeLists held
                    ? new StoredHome.Open(held)
                    : invocation.services().stored());
  }

  /** The token file of the home, if it holds the text that is over soon. */
  private static Optional<SecretFile> inHome(Invocation invocation, Wish wish, Hands hands) {
    return replaceable(invocation, wish, hands)
        .flatMap(old -> hands.secretFiles().holding(hands.tokenFile(), old));
  }

  private static Reservation reserved(String path, Invocation invocation, Wish wish, Hands hands) {
    return replaceable(invocation, wish, hands)
        .map(old -> hands.secretFiles().reserveInPlaceOf(path, old))
        .orElseGet(() -> hands.secretFiles().reserve(path));
  }

  private static Answer into(Reservation reservation, Wish wish, Hands hands) {
    return switch (reservation) {
      case Reservation.None none -> problem(none, wish);
      case Reservation.Reserved(SecretFile file) -> into(file, wish, hands, Unwritten.IS_LOST);
    };
  }

  private static Answer.Problem problem(Reservation.None none, Wish wish) {
    return switch (none) {
      case Reservation.Taken(String taken) ->
          Answer.Problem.of(
              ExitCode.FAILURE,
              "file_exists",
              taken + " exists already and was left as it is. " + wish.unmade(),
              "Name a file that does not exist yet.");
      case Reservation.Refused(String refused, String reason) ->
          Answer.Problem.of(
              ExitCode.FAILURE,
              "file_not_writable",
              refused + " cannot be made: " + reason + ". " + wish.unmade());
    };
  }

  /** What becomes of a text that could not be written. */
  private enum Unwritten {
    /** It was asked not to be printed. */
    IS_LOST,
    IS_PRINTED
  }

  private static Answer into(SecretFile file, Wish wish, Hands hands, Unwritten unwritten) {
    try (file) {
      return ToldOutcome.of(
          wish.issuing().apply(hands.changes()), issued -> written(issued, file, hands, unwritten));
    }
  }

  /** A command that gives its own token another text makes the place useless where it stood. */
  private static List<String> facts(TokenSummary token, String writtenTo, Hands hands) {
    List<String> facts = TokenFacts.facts(token);
    if (token.use() == TokenSummary.Use.OWN
        && hands.token() instanceof TokenAtHand.Some own
        && !own.place().equals(writtenTo)) {
      facts.addAll(List.of("note", own.place() + " holds the old text; put the new one there"));
    }
    return facts;
  }

  private static Answer printed(IssuedToken issued, Hands hands) {
    List<String> facts = facts(issued.token(), "", hands);
    facts.addAll(List.of(TOKEN, issued.text().reveal()));
    return new Answer.Done(
        new JsonObject()
            .put(TOKEN, TokenFacts.json(issued.token()).put(TOKEN, issued.text().reveal())),
        screen -> screen.facts(Screen.named(facts)),
        new Answer.Loss(
            "The token is stored and counts, but its text is lost.",
            List.of(
                "Give it another one: holdfast tokens rotate " + issued.token().id(),
                "Or end it: holdfast tokens revoke " + issued.token().id())));
  }

  private static Answer written(
      IssuedToken issued, SecretFile file, Hands hands, Unwritten unwritten) {
    JsonObject token = TokenFacts.json(issued.token());
    return switch (file.write(issued.text())) {
      case Writing.Written() -> {
        List<String> facts = facts(issued.token(), file.path(), hands);
        facts.addAll(List.of(TOKEN, "in " + file.path()));
        yield new Answer.Done(
            new JsonObject().put(TOKEN, token).put("file", file.path()),
            screen -> screen.facts(Screen.named(facts)));
      }
      case Writing.Failed _ when unwritten == Unwritten.IS_PRINTED -> printed(issued, hands);
      case Writing.Failed(String reason) ->
          Answer.Problem.of(
                  ExitCode.FAILURE,
                  "file_not_writable",
                  "The token has its new text, but "
                      + file.path()
                      + " could not be written: "
                      + reason
                      + ". The text is lost.",
                  "Give it another one: holdfast tokens rotate " + issued.token().id())
              .with(new JsonObject().put(TOKEN, token));
    };
  }
}
