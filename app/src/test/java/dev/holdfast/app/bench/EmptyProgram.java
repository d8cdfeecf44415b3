package dev.holdfast.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A copy of the distribution whose launcher does all that the real one does, with the same options,
 * class path and ahead-of-time cache, and starts {@link EmptyMain}.
 */
final class EmptyProgram {

  /** Behind the jars on the class path, where a cache allows more. */
  private static final String FOLDER = "empty";

  private static final String REAL_MAIN = "dev.holdfast.app.wiring.Main";

  private EmptyProgram() {}

  /** Makes it and gives its launcher. */
  static Path of(Path distribution, Path folder) throws IOException {
    Path original = distribution.toRealPath();
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, folder.resolve(original.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    addMain(folder.resolve("lib"));
    Path launcher = folder.resolve("bin/holdfast");
    String script = Files.readString(launcher);
    if (!script.contains(REAL_MAIN)) {
      throw new IOException("the launcher does not start " + REAL_MAIN);
    }
    Files.writeString(launcher, script.replace(REAL_MAIN, EmptyMain.class.getName()));
    return launcher;
  }

  private static void addMain(Path lib) throws IOException {
    String name = EmptyMain.class.getName().replace('.', '/') + ".class";
    Path file = lib.resolve(FOLDER).resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream in =
        Objects.requireNonNull(EmptyMain.class.getResourceAsStream("/" + name), name)) {
      Files.copy(in, file);
    }
    Path classPath = lib.resolve("class-path");
    Files.write(
        classPath,
        Stream.concat(Files.readAllLines(classPath).stream(), Stream.of(FOLDER)).toList());
  }
}
