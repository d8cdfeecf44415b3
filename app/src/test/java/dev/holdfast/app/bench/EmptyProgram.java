package dev.holdfast.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * A launcher that does all that the real one does, with the options, class path and ahead-of-time
 * cache of the real distribution, and starts {@link EmptyMain}, which stands behind the jars of the
 * class path, where a cache allows more.
 */
final class EmptyProgram {

  private static final String OWN_DISTRIBUTION =
      "distribution=$(cd -P \"${self%/*}/..\" && pwd -P)";
  private static final String CLASS_PATH = "-cp \"$class_path\"";
  private static final String REAL_MAIN = "dev.holdfast.app.wiring.Main";

  private EmptyProgram() {}

  /**
   * Makes it and gives its launcher.
   *
   * @param folder where its files may be put; the distribution is used where it is, because a cache
   *     holds the paths of the jars
   */
  static Path of(Path distribution, Path folder) throws IOException {
    String script = Files.readString(distribution.resolve("bin/holdfast"));
    script = replaced(script, OWN_DISTRIBUTION, "distribution='" + distribution.toRealPath() + "'");
    script = replaced(script, CLASS_PATH, "-cp \"$class_path:" + folder + "\"");
    script = replaced(script, REAL_MAIN, EmptyMain.class.getName());
    addMain(folder);
    Path launcher = folder.resolve("empty");
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    return launcher;
  }

  private static String replaced(String script, String words, String others) throws IOException {
    if (!script.contains(words)) {
      throw new IOException("the launcher has no " + words);
    }
    return script.replace(words, others);
  }

  private static void addMain(Path folder) throws IOException {
    String name = EmptyMain.class.getName().replace('.', '/') + ".class";
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream in =
        Objects.requireNonNull(EmptyMain.class.getResourceAsStream("/" + name), name)) {
      Files.copy(in, file);
    }
  }
}
