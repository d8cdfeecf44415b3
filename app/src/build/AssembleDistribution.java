import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Assembles the distribution: {@code distributions/<content>/} under the target folder, and the
 * link {@code holdfast} that is switched to it at once. A published folder never changes, so the
 * files of a running gateway do not either; the same content is published once.
 *
 * <p>Run as a source program by the build: class path, own jar, folder of scripts, target folder,
 * start of the build, and {@code train} or {@code skip}.
 */
final class AssembleDistribution {

  /** Folders kept, the published one included: running gateways may use an older one. */
  private static final int KEPT = 3;

  /** How the name of a folder begins that is not published yet. */
  private static final String UNFINISHED = "assembling-";

  private static final Map<String, String> NATIVE_LIBRARIES =
      Map.of(
          "linux-x86_64", "Linux/x86_64/libsqlitejdbc.so",
          "linux-aarch64", "Linux/aarch64/libsqlitejdbc.so",
          "macos-x86_64", "Mac/x86_64/libsqlitejdbc.dylib",
          "macos-aarch64", "Mac/aarch64/libsqlitejdbc.dylib");

  private final List<Path> jars;
  private final Path scripts;
  private final Path target;
  private final Path distributions;

  private AssembleDistribution(List<Path> jars, Path scripts, Path target) {
    this.jars = jars;
    this.scripts = scripts;
    this.target = target;
    this.distributions = target.resolve("distributions");
  }

  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[3]).toAbsolutePath();
    var assembly =
        new AssembleDistribution(
            jars(arguments[0], Path.of(arguments[1])), Path.of(arguments[2]), target);

    Path published = assembly.publish(arguments[5].equals("train"));

    assembly.switchTo(published);
    assembly.prune();
    Path built = Files.writeString(target.resolve("holdfast.built"), published + "\n");
    Files.setLastModifiedTime(built, FileTime.from(Instant.parse(arguments[4])));
  }

  /** The jars of the class path in its order; the program's own jar stands for its classes. */
  private static List<Path> jars(String classPath, Path own) {
    List<Path> jars = new ArrayList<>(List.of(own));
    Stream.of(classPath.split(":")).map(Path::of).filter(Files::isRegularFile).forEach(jars::add);
    Set<Path> names = new HashSet<>();
    for (Path jar : jars) {
      if (!names.add(jar.getFileName())) {
        throw new IllegalStateException("two jars of the distribution are named " + jar);
      }
    }
    return jars;
  }

  private Path publish(boolean train) throws Exception {
    String content = contentHash();
    Path trained = distributions.resolve(content);
    Path untrained = distributions.resolve(content + "-untrained");
    if (TrainingRun.isTrained(trained)) {
      return trained;
    }
    if (!train && Files.isDirectory(untrained)) {
      return untrained;
    }
    Path assembled = assemble();
    if (train) {
      return trained(assembled, trained, untrained);
    }
    Files.move(assembled, untrained, StandardCopyOption.ATOMIC_MOVE);
    return untrained;
  }

  /**
   * Trains the caches where they will be used: they hold the paths of the jars, and each class of a
   * jar that is not at its path any more costs the JVM a look at every folder on the way there.
   */
  private Path trained(Path assembled, Path trained, Path untrained) throws Exception {
    if (Files.isDirectory(trained)) {
      delete(trained);
    }
    Files.move(assembled, trained, StandardCopyOption.ATOMIC_MOVE);
    if (TrainingRun.of(trained, target.resolve("training")).ranWell()) {
      return trained;
    }
    if (Files.isDirectory(untrained)) {
      delete(trained);
    } else {
      Files.move(trained, untrained, StandardCopyOption.ATOMIC_MOVE);
    }
    return untrained;
  }

  /** Names everything the folder depends on, the JDK that trains the cache included. */
  private String contentHash() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    List<Path> files = new ArrayList<>(jars);
    files.addAll(filesBelow(scripts));
    files.addAll(filesBelow(scripts.resolveSibling("build")));
    for (Path file : files) {
      digest.update((file.getFileName() + "\n" + Files.size(file) + "\n").getBytes());
      digest.update(Files.readAllBytes(file));
    }
    digest.update(Runtime.version().toString().getBytes());
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  private Path assemble() throws IOException {
    Files.createDirectories(distributions);
    Path folder = Files.createTempDirectory(distributions, UNFINISHED);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Path script : filesBelow(scripts)) {
      copy(script, folder.resolve(scripts.relativize(script)));
    }
    Path lib = folder.resolve("lib");
    for (Path jar : jars) {
      copy(jar, lib.resolve(jar.getFileName()));
      if (jar.getFileName().toString().startsWith("sqlite-jdbc-")) {
        extractNativeLibraries(jar, lib.resolve("native"));
      }
    }
    Files.write(
        lib.resolve("class-path"), jars.stream().map(jar -> jar.getFileName().toString()).toList());
    return folder;
  }

  private static void extractNativeLibraries(Path driver, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(driver.toFile())) {
      for (Map.Entry<String, String> library : NATIVE_LIBRARIES.entrySet()) {
        ZipEntry entry = zip.getEntry("org/sqlite/native/" + library.getValue());
        if (entry == null) {
          throw new IOException(driver + " holds no library for " + library.getKey());
        }
        Path file = Path.of(library.getValue()).getFileName();
        Path destination = folder.resolve(library.getKey()).resolve(file);
        Files.createDirectories(destination.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, destination);
        }
      }
    }
  }

  private void switchTo(Path published) throws IOException {
    Path link = target.resolve("holdfast");
    Path next = target.resolve("holdfast.next");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, target.relativize(published));
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    Files.setLastModifiedTime(published, FileTime.from(Instant.now()));
  }

  private void prune() throws IOException {
    Map<FileTime, Path> newestFirst = new TreeMap<>(Comparator.reverseOrder());
    for (Path folder : foldersIn(distributions)) {
      if (folder.getFileName().toString().startsWith(UNFINISHED)) {
        delete(folder);
      } else {
        newestFirst.put(Files.getLastModifiedTime(folder), folder);
      }
    }
    for (Path old : newestFirst.values().stream().skip(KEPT).toList()) {
      delete(old);
    }
  }

  private static List<Path> foldersIn(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
