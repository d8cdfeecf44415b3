package dev.holdfast.app.configuration;

/** Where a session key may come from when a request names none. */
public sealed interface KeySource {

  /** How the key is made of the value found. */
  KeyTemplate template();

  /**
   * A request header.
   *
   * @param name lower-case; never one that carries a credential
   */
  record Header(String name, KeyTemplate template) implements KeySource {}

  /**
   * A member of the request body.
   *
   * @param member a member of the outermost object whose value is a string
   */
  record Body(String member, KeyTemplate template) implements KeySource {}
}
