package dev.holdfast.ports.out.env;

import dev.holdfast.domain.token.TokenHash;
import java.util.Optional;

/**
 * The token that a home's owner can read from a file of the home. Its text never leaves the file.
 */
public interface FirstToken {

  /** The file, relative to the home. */
  String FILE = "token";

  /**
   * The hash of the token in the file; empty if there is no file.
   *
   * @throws StorageFailure if there is a file that cannot be used
   */
  Optional<TokenHash> read();

  /**
   * Makes the file, exclusively, with a new random token of at least 256 bits.
   *
   * @throws StorageFailure if it cannot be made
   */
  TokenHash create();
}
