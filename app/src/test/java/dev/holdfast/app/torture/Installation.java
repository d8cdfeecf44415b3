package dev.holdfast.app.torture;

import dev.holdfast.app.distribution.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The built distribution, and its classes with the harness's own beside them.
 *
 * <p>The distribution's ahead-of-time cache holds for a longer class path, too, as long as all of
 * it lies in one folder; hence a folder of links.
 *
 * @param distribution the folder as {@code mvn package} made it
 * @param classPath the distribution's jars, and the harness behind them
 */
record Installation(Path distribution, List<Path> classPath) implements AutoCloseable {

  Installation {
    classPath = List.copyOf(classPath);
  }

  /**
   * Prepares to start processes.
   *
   * @param scratch an existing folder for the links
   */
  static Installation of(Path distribution, Path scratch) {
    try {
      Path installed = distribution.toRealPath();
      Path links = Files.createTempDirectory(scratch.toRealPath(), "class-path");
      List<Path> classPath = new ArrayList<>();
      for (String jar : Files.readAllLines(installed.resolve("lib/class-path"))) {
        classPath.add(
            Files.createSymbolicLink(links.resolve(jar), installed.resolve("lib").resolve(jar)));
      }
      classPath.add(Files.createSymbolicLink(links.resolve("harness"), ownClasses()));
      return new Installation(installed, classPath);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The same for the distribution that the build made. */
  static Installation built(Path scratch) {
    return of(Distribution.launcher().getParent().getParent(), scratch);
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The command of the program as users start it. */
  List<String> program(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/holdfast").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The command of one of the harness's own programs, on the distribution's classes. */
  List<String> java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path cache = distribution.resolve("lib/holdfast.aot");
    if (Files.isReadable(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            ChildProcess.SHORT_LIVED,
            "-Xms48m",
            "-Xmx256m",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=warning,aot*=off,cds*=off:stderr",
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.timezone=UTC",
            "-Dguice_bytecode_gen_option=DISABLED",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-cp",
            String.join(":", classPath.stream().map(Path::toString).toList()),
            main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Takes the links away. */
  @Override
  public void close() {
    try {
      for (Path link : classPath) {
        Files.delete(link);
      }
      Files.delete(classPath.getFirst().getParent());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
