package dev.holdfast.architecture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        .matcher(decoded(root.resolve("pom.xml")))
        .results()
        .map(match -> root.resolve(match.group(1)))
        .toList();
  }

  /** The folders of the modules that hold production code. */
  public List<Path> mainModules() {
    return modules().stream().filter(module -> Files.exists(module.resolve("src/main"))).toList();
  }

  /** The folder of the compiled production code of every main module. */
  public List<Path> mainOutputs() {
    return mainModules().stream().map(Repository::mainOutput).toList();
  }

  /** The compiled tests of every module. */
  public List<Path> testOutputs() {
    return modules().stream()
        .map(module -> module.resolve("target/test-classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  /** Every text file that is or would be committed, in the order of the paths. */
  public List<TextFile> textFiles() {
    return committed().parallelStream()
        .map(path -> new TextFile(path, decoded(root.resolve(path))))
        .filter(file -> file.text().indexOf('\0') < 0)
        .toList();
  }

  private List<String> committed() {
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String listed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() == 0) {
        return Stream.of(listed.split("\0"))
            .filter(path -> Files.isRegularFile(root.resolve(path)))
            .sorted()
            .toList();
      }
    } catch (IOException noGit) {
      return walked(); // a source archive, on a machine without git
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    return walked(); // a source archive
  }

  private List<String> walked() {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
          .filter(
              path ->
                  !path.matches(
                      "(.*/)?(target|[.]git|[.]idea|[.]jqwik-database|node_modules)(/.*)?"))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Everything on the class path of this test that can stand on a module path. */
  public static List<Path> modulePath() {
    return classPath().stream().filter(Repository::isModuleOrLibrary).toList();
  }

  private static Path mainOutput(Path module) {
    Path classes = module.resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException("not compiled: " + classes);
    }
    return classes;
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

  private static String decoded(Path file) {
    try {
      // Bytes that are no text decode to something, so that they can be told apart afterwards.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
