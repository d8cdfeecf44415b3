package dev.holdfast.app.files;

import dev.holdfast.app.files.configuration.RedactedConfiguration;
import dev.holdfast.domain.state.ConfigurationPlace;
import dev.holdfast.ports.out.env.SupportFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a helper wants to know about one home. */
public final class HomeSupport implements SupportFiles {

  /** Variables whose values say where state is, and never what is secret. */
  private static final Set<String> TELLING =
      Set.of("HOME", "HOLDFAST_HOME", "HOLDFAST_CONFIG", "XDG_RUNTIME_DIR", "LANG", "LC_ALL", "TZ");

  private static final Path LOCKS = Path.of("/proc/locks");

  /** A busy machine has some thousand locks. */
  private static final int MAX_LOCKS_BYTES = 4 * 1024 * 1024;

  /** Logs that are told of, the newest ones. */
  private static final int MAX_LOGS = 3;

  /** The end of a log that is told; the beginning of a larger one is left out. */
  private static final int MAX_LOG_BYTES = 256 * 1024;

  private final Path home;
  private final ConfigurationPlace configuration;
  private final Map<String, String> environment;
  private final KnownSecrets secrets;

  /** Of a home, for a user who sees these variables. */
  public HomeSupport(
      Path home, ConfigurationPlace configuration, Map<String, String> environment, UserId user) {
    this.home = home;
    this.configuration = configuration;
    this.environment = Map.copyOf(environment);
    this.secrets = new KnownSecrets(home, configuration, environment, user);
  }

  @Override
  public List<String> machine() {
    List<String> facts = new ArrayList<>();
    for (String name :
        List.of(
            "java.version", "java.vm.name", "java.vendor", "os.name", "os.version", "os.arch")) {
      facts.add(name + " " + System.getProperty(name, ""));
    }
    facts.add("processors " + Runtime.getRuntime().availableProcessors());
    facts.add("most memory of this process " + Runtime.getRuntime().maxMemory());
    facts.add("this process " + ProcessHandle.current().pid());
    return List.copyOf(facts);
  }

  @Override
  public List<String> environment() {
    return new TreeMap<>(environment)
        .entrySet().stream()
            .map(
                variable ->
                    TELLING.contains(variable.getKey())
                        ? variable.getKey() + "=" + variable.getValue()
                        : variable.getKey())
            .toList();
  }

  @Override
  public List<String> lock() {
    Path file = home.resolve(HomeLocks.FILE_NAME);
    List<String> facts = new ArrayList<>();
    facts.add("state " + new HomeLocks().probe(home));
    try {
      Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
      facts.add("file " + file + ", inode " + inode);
      SmallFile.read(LOCKS, MAX_LOCKS_BYTES).stream()
          .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
          .flatMap(String::lines)
          .filter(line -> line.contains(":" + inode + " "))
          .forEach(facts::add);
    } catch (IOException untold) {
      facts.add(file + ": " + FileReason.of(untold));
    }
    return List.copyOf(facts);
  }

  @Override
  public String configuration() {
    Path file = Path.of(configuration.path());
    try {
      return Files.notExists(file)
          ? "There is no " + file + ", so the defaults hold.\n"
          : SmallFile.read(file, ConfigurationFile.MAX_BYTES)
              .map(bytes -> RedactedConfiguration.of(new String(bytes, StandardCharsets.UTF_8)))
              .orElse("It is larger than 1 MiB.\n");
    } catch (IOException failure) {
      return file + " cannot be read: " + FileReason.of(failure) + "\n";
    }
  }

  @Override
  public List<Member> logs() {
    Path folder = home.resolve("logs");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> newest =
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted(Comparator.comparingLong(HomeSupport::modified).reversed())
              .limit(MAX_LOGS)
              .toList();
      List<Member> members = new ArrayList<>();
      for (Path file : newest) {
        members.add(new Member("logs/" + file.getFileName(), end(file)));
      }
      return List.copyOf(members);
    } catch (IOException failure) {
      return List.of(new Member("logs/unreadable", FileReason.of(failure)));
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }

  private static String end(Path file) throws IOException {
    return new String(SmallFile.end(file, MAX_LOG_BYTES), StandardCharsets.UTF_8);
  }

  @Override
  public Archiving archive(String file, List<Member> members) {
    try {
      Path path = Path.of(file).toAbsolutePath();
      byte[] zip = zip(members);
      DurableFiles.createNew(path, zip);
      return new Archiving.Archived(path.toString(), zip.length);
    } catch (FileAlreadyExistsException taken) {
      return new Archiving.NotArchived(file, "something of that name exists already");
    } catch (InvalidPathException impossible) {
      return new Archiving.NotArchived(file, "this is no path of a file");
    } catch (IOException failure) {
      return new Archiving.NotArchived(file, FileReason.of(failure));
    }
  }

  private byte[] zip(List<Member> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Member member : members) {
        zip.putNextEntry(new ZipEntry(member.name()));
        zip.write(secrets.hiddenIn(member.text()).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
