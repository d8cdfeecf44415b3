package dev.holdfast.app.files.configuration;

import java.util.regex.Pattern;

/**
 * A value of the configuration: the way to it, and where it stands.
 *
 * @param path such as {@code agents.main.model}; empty for the whole
 */
record Place(String path, Spot spot) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  static Place whole(Spot spot) {
    return new Place("", spot);
  }

  /** A member of this object. */
  Place member(String name, Spot at) {
    if (!PLAIN.matcher(name).matches()) {
      return new Place(path + "[\"" + printable(name) + "\"]", at);
    }
    return new Place(path.isEmpty() ? name : path + "." + name, at);
  }

  /** An element of this list. */
  Place element(int index, Spot at) {
    return new Place(path + "[" + index + "]", at);
  }

  private static String printable(String name) {
    return name.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
