package dev.holdfast.ports.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks at compiled test classes: which contracts there are, and whether one can be skipped. */
public final class ContractClasses {

  /** What makes JUnit, AssertJ or jqwik leave a test out, as class files name it. */
  private static final List<String> WAYS_TO_SKIP =
      Stream.of(
              "org.junit.jupiter.api.Disabled",
              "org.junit.jupiter.api.Assumptions",
              "org.junit.jupiter.api.condition.",
              "org.junit.jupiter.api.extension.ExecutionCondition",
              "org.junit.platform.commons.support.conversion.",
              "org.assertj.core.api.Assumptions",
              "org.opentest4j.TestAbortedException",
              "org.opentest4j.TestSkippedException",
              "net.jqwik.api.Disabled",
              "net.jqwik.api.Assume")
          .map(name -> name.replace('.', '/'))
          .toList();

  private ContractClasses() {}

  /** The contracts that a store runs, each composed of smaller ones. */
  public static List<Class<?>> contracts() {
    return List.of(
        StorageContract.class,
        ControlPlaneContract.class,
        TransactionContract.class,
        SessionContract.class,
        TranscriptContract.class,
        TurnContract.class,
        ResponseContract.class,
        ChangeContract.class);
  }

  /** Every interface with tests in this package. */
  public static List<Class<?>> found() {
    return classFiles(
        ContractClasses.class,
        files ->
            files
                .map(file -> file.toString().replace('/', '.'))
                .map(name -> name.substring(name.indexOf("dev.holdfast"), name.lastIndexOf('.')))
                .filter(name -> name.startsWith(ContractClasses.class.getPackageName()))
                .filter(name -> name.endsWith("Contract"))
                .<Class<?>>map(ContractClasses::load)
                .toList());
  }

  /**
   * The class files beside a class that name a way to skip a test.
   *
   * @param beside any class of the test output to look through
   */
  public static List<String> thatCanBeSkipped(Class<?> beside) {
    return classFiles(
        beside,
        files ->
            files.filter(ContractClasses::namesAWayToSkip).map(Path::toString).sorted().toList());
  }

  /** Whether a class file names a way to skip a test. */
  public static boolean namesAWayToSkip(Path classFile) {
    try {
      String constants = new String(Files.readAllBytes(classFile), StandardCharsets.ISO_8859_1);
      return WAYS_TO_SKIP.stream().anyMatch(constants::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T classFiles(Class<?> beside, Function<Stream<Path>, T> use) {
    try {
      Path output = Path.of(beside.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(output)) {
        return walk(output, use);
      }
      try (FileSystem jar =
          FileSystems.newFileSystem(URI.create("jar:" + output.toUri()), Map.of())) {
        return walk(jar.getPath("/"), use);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T walk(Path root, Function<Stream<Path>, T> use) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return use.apply(files.filter(file -> file.toString().endsWith(".class")));
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
