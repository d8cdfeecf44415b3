package dev.holdfast.architecture.boundary;

import dev.holdfast.architecture.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What javac said about sources that were added to one of the modules as it was built.
 *
 * @param errors in the order of the sources, empty if they compile
 */
record Compilation(List<Error> errors) {

  Compilation {
    errors = List.copyOf(errors);
  }

  /**
   * An error.
   *
   * @param code javac's own name of it, the same in every language
   */
  record Error(String code, String message) {}

  /** Compiles every Java file of a folder as part of a module. */
  static Compilation of(Path sources, String module, Path output) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(told, Locale.ROOT, null);
        Stream<Path> found = Files.list(sources)) {
      List<Path> units = found.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      if (units.isEmpty()) {
        throw new IllegalArgumentException("no sources in " + sources);
      }
      List<String> options =
          List.of(
              // Else javac takes the class path of this very process, where every package is found.
              "--class-path",
              output.toString(),
              "--module-path",
              joined(Repository.modulePath()),
              "--patch-module",
              module + "=" + sources,
              "-proc:none",
              "-d",
              output.toString());
      javac
          .getTask(null, files, told, options, null, files.getJavaFileObjectsFromPaths(units))
          .call();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Compilation(
        told.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(error -> new Error(error.getCode(), error.getMessage(Locale.ROOT)))
            .toList());
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
