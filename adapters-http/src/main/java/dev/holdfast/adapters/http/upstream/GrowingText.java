package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.WellFormedText;

/** A text that comes in fragments, which may cut a surrogate pair in two. */
final class GrowingText {

  private final StringBuilder text = new StringBuilder();
  private String heldBack = "";

  /**
   * Adds a fragment.
   *
   * @return what may be told now: well-formed, perhaps empty, because half a pair waits for its
   *     other half
   */
  String add(String fragment) {
    String whole = heldBack.isEmpty() ? fragment : heldBack + fragment;
    int last = whole.length() - 1;
    boolean cut = last >= 0 && Character.isHighSurrogate(whole.charAt(last));
    heldBack = cut ? whole.substring(last) : "";
    String told = WellFormedText.repaired(cut ? whole.substring(0, last) : whole);
    text.append(told);
    return told;
  }

  /**
   * Takes the text as a whole, where it is said once more behind its fragments, or without any.
   * What was told stands: a whole text that does not begin with it adds nothing.
   *
   * @return what was not told yet
   */
  String complete(String whole) {
    String repaired = WellFormedText.repaired(whole);
    String told = text.toString();
    heldBack = "";
    String rest = repaired.startsWith(told) ? repaired.substring(told.length()) : "";
    text.append(rest);
    return rest;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
