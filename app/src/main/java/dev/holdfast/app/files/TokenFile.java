package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Secret;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.ports.in.HomeDoor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file that holds the first token of a home: one line, mode 0600.
 *
 * <p>It and the store can disagree, and whoever may start the gateway owns both. A file without a
 * token row is taken into the store as it is (the store was made anew, clients keep their token). A
 * row without the file means that nobody can read that token any more: a new one is made beside it.
 */
public final class TokenFile {

  /** The name of the file in a home. */
  public static final String FILE_NAME = HomeDoor.TOKEN_FILE;

  /** Far more than a token has. */
  private static final int MAX_BYTES = 1024;

  private static final Pattern TOKEN = Pattern.compile("[!-~]{32,512}");

  private final Path home;
  private final Path file;
  private final UserId user;

  /**
   * The token file of a home.
   *
   * @param user who asks: its owner, or root on behalf of the home's owner
   */
  public TokenFile(Path home, UserId user) {
    this.home = home;
    this.file = home.resolve(FILE_NAME);
    this.user = user;
  }

  /** Where it stands, whether or not it exists. */
  public Path path() {
    return file;
  }

  /** What stands in it. */
  public TokenReading read() {
    try {
      FileFacts facts = FileFacts.of(file);
      return switch (facts.kind()) {
        case ABSENT -> new TokenReading.Absent();
        case REGULAR -> readRegular(facts);
        case FOLDER, LINK, OTHER ->
            unusable("is not a plain file", "Move it away; a new one is made at the next start.");
      };
    } catch (IOException failure) {
      return unusable(
          "cannot be read: " + FileReason.of(failure), "Make it readable for this user.");
    }
  }

  /**
   * Makes a token and writes it; whole or not at all. If there is a file it is left, and what
   * stands in it is the answer. Never {@link TokenReading.Absent}.
   */
  public TokenReading create(SecureRandom random) {
    String token = RandomTokenTexts.next(random).reveal();
    try {
      DurableFiles.createNew(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
      return present(token);
    } catch (FileAlreadyExistsException present) {
      return read();
    } catch (IOException failure) {
      return unusable(
          "cannot be written: " + FileReason.of(failure),
          "Make the home writable for this user and see that its disk has space.");
    }
  }

  private TokenReading readRegular(FileFacts facts) throws IOException {
    boolean onBehalf = user.equals(UserId.ROOT) && facts.owner().equals(FileFacts.of(home).owner());
    if (!facts.owner().equals(user) && !onBehalf) {
      return unusable(
          "belongs to user " + facts.owner(), "Run the command as the owner of the home.");
    }
    if (facts.openToOthers()) {
      return unusable(
          "is open to other users (mode %o)".formatted(facts.permissions()),
          "If nobody else can have read it, run chmod 600 on it; else move it away.");
    }
    Optional<String> token =
        SmallFile.read(file, MAX_BYTES)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
            .filter(text -> TOKEN.matcher(text).matches());
    return token.isPresent()
        ? present(token.get())
        : unusable(
            "does not hold one token of 32 or more visible characters on one line",
            "Move it away; a new one is made at the next start.");
  }

  private static TokenReading present(String token) {
    return new TokenReading.Present(new Secret(token), TokenHash.of(token));
  }

  private TokenReading unusable(String problem, String remedy) {
    return new TokenReading.Unusable(
        new Finding(
            "token-file-unusable",
            Severity.ERROR,
            "The token file " + problem + "; it was left as it is.",
            file.toString(),
            remedy));
  }
}
