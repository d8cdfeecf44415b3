package dev.holdfast.adapters.http.server;

/** Reads values of a request's query. */
final class Query {

  private static final int MOST_DIGITS = 9;

  private Query() {}

  /** A whole number from 0; -1 for anything else. */
  static int number(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(character -> character >= '0' && character <= '9');
    return digits ? Integer.parseInt(text) : -1;
  }
}
