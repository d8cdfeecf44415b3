package dev.holdfast.architecture.violation.databases.app.files;

import java.nio.file.Path;

final class Copier {

  private Copier() {}

  static Path walOf(Path home) {
    return home.resolve("state").resolve("holdfast.sqlite-wal");
  }
}
