package dev.holdfast.architecture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The repository whose tests run, and what its build made.
 *
 * @param root the folder of the parent pom
 */
public record Repository(Path root) {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** The repository around the working folder. */
  public static Repository here() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("architecture-tests/pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("these tests run from inside the repository only");
      }
    }
    return new Repository(folder);
  }

  /** The folders of all modules, as the parent pom lists them. */
  public List<Path> modules() {
    return MODULE
        .matcher(read(root.resolve("pom.xml")))
        .results()
        .map(match -> root.resolve(match.group(1)))
        .toList();
  }

  /** The folders of the modules that hold production code. */
  public List<Path> mainModules() {
    return modules().stream().filter(module -> Files.exists(module.resolve("src/main"))).toList();
  }

  /** The compiled production code of every main module: a folder or a jar, as the build has it. */
  public List<Path> mainOutputs() {
    return mainModules().stream().map(this::mainOutput).toList();
  }

  /** The compiled tests of every module. */
  public List<Path> testOutputs() {
    return modules().stream()
        .map(module -> module.resolve("target/test-classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  /** Everything on the class path of this test that can stand on a module path. */
  public static List<Path> modulePath() {
    return classPath().stream().filter(Repository::isModuleOrLibrary).toList();
  }

  private Path mainOutput(Path module) {
    Path built = module.resolve("target");
    return classPath().stream()
        .filter(entry -> entry.startsWith(built) && isModuleOrLibrary(entry))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not on the class path: " + built));
  }

  private static boolean isModuleOrLibrary(Path entry) {
    // The contracts' jar would be an automatic module that splits the packages of ports.
    return Files.isDirectory(entry)
        ? Files.exists(entry.resolve("module-info.class"))
        : !entry.toString().endsWith("-tests.jar");
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
