package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Secret;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.token.TokenHash;

/** What stands in the token file of a home. */
public sealed interface TokenReading {

  /** A token, and the form in which a store knows it. */
  record Present(Secret token, TokenHash hash) implements TokenReading {}

  /** There is no such file. */
  record Absent() implements TokenReading {}

  /** The file cannot be used; it was left as it is. */
  record Unusable(Finding finding) implements TokenReading {}
}
