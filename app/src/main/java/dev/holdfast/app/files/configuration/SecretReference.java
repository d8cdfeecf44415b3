package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.Secret;

/** Where the configuration says that a secret is. */
sealed interface SecretReference {

  /** In a variable of the environment. */
  record Variable(String name) implements SecretReference {}

  /** In a file; a relative path starts at the configuration's folder. */
  record File(String path) implements SecretReference {}

  /** In the configuration itself. */
  record Literal(Secret secret) implements SecretReference {}
}
