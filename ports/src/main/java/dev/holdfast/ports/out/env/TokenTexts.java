package dev.holdfast.ports.out.env;

import dev.holdfast.domain.token.TokenText;

/** Makes texts of tokens that nobody can guess. Any thread may call it. */
public interface TokenTexts {

  /** A new one, of 256 random bits. */
  TokenText next();
}
