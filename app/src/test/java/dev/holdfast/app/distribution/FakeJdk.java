package dev.holdfast.app.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like a JDK to a script; its java prints what it was given. */
final class FakeJdk {

  private FakeJdk() {}

  /** Makes one whose release file tells a version. */
  static Path of(Path folder, String version) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\nOS_ARCH=\"x86_64\"\n".formatted(version));
    Scripts.write(
        folder.resolve("bin/java"),
        """
        #!/bin/sh
        echo "java of %s, process $$"
        printf '<%%s>\\n' "$@"
        """
            .formatted(folder));
    return folder;
  }
}
