package dev.holdfast.domain.state;

import java.util.regex.Pattern;

/**
 * Makes an absolute path of what somebody wrote.
 *
 * <ul>
 *   <li>{@code ~} and {@code ~/…} stand for {@code $HOME}, since variables and {@code --home=~/x}
 *       reach us unexpanded and a folder called {@code ~} is never meant; {@code ~name} is refused,
 *       because only the password file knows it.
 *   <li>A relative path starts at the working folder.
 *   <li>A path of Windows is refused.
 *   <li>Empty and {@code .} segments go; {@code ..} stays, since behind a link it is not what the
 *       text says.
 * </ul>
 */
final class PathText {

  /** Longest path, in characters: what Linux accepts, the ending zero not counted. */
  static final int MAX_LENGTH = 4095;

  private static final Pattern OF_WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/]|\\\\\\\\");

  private PathText() {}

  /** What a text turned out to be. */
  sealed interface Reading {

    /** A path. */
    record Absolute(String path) implements Reading {}

    /** No path; why. */
    record Unusable(String reason) implements Reading {}
  }

  /** Reads a text that is not empty. */
  static Reading read(String text, LocationSnapshot snapshot) {
    if (text.isBlank()) {
      return new Reading.Unusable("it is blank");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return new Reading.Unusable("it holds a control character");
    }
    if (isOfWindows(text)) {
      return new Reading.Unusable("it is a path of Windows, and here paths begin with /");
    }
    if (text.equals("~") || text.startsWith("~/")) {
      return switch (userHome(snapshot)) {
        case Reading.Absolute home -> absolute(home.path() + text.substring(1));
        case Reading.Unusable unusable ->
            new Reading.Unusable("it begins with ~, and " + unusable.reason());
      };
    }
    if (text.startsWith("~")) {
      return new Reading.Unusable("it begins with ~ and a name; write the whole path");
    }
    return text.startsWith("/") ? absolute(text) : absolute(snapshot.workingFolder() + "/" + text);
  }

  /** The user's folder: {@code $HOME}, never the password file's. */
  static Reading userHome(LocationSnapshot snapshot) {
    String home = snapshot.variable("HOME");
    if (home.isBlank()) {
      return new Reading.Unusable("HOME is not set");
    }
    if (LocationRules.isWordForNothing(home)) {
      return new Reading.Unusable("HOME holds a word for nothing");
    }
    if (isOfWindows(home)) {
      return new Reading.Unusable("HOME is a path of Windows, and here paths begin with /");
    }
    if (!home.startsWith("/")) {
      return new Reading.Unusable("HOME is not an absolute path");
    }
    if (home.chars().anyMatch(Character::isISOControl)) {
      return new Reading.Unusable("HOME holds a control character");
    }
    return absolute(home);
  }

  /** A drive or a share: below the working folder, as it would be read here, nobody means it. */
  private static boolean isOfWindows(String text) {
    return OF_WINDOWS.matcher(text).lookingAt();
  }

  private static Reading absolute(String path) {
    StringBuilder clean = new StringBuilder();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        clean.append('/').append(segment);
      }
    }
    if (clean.length() > MAX_LENGTH) {
      return new Reading.Unusable("it is longer than " + MAX_LENGTH + " characters");
    }
    return new Reading.Absolute(clean.isEmpty() ? "/" : clean.toString());
  }
}
