package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Who may open files. Closing any descriptor of an open database but SQLite's own drops SQLite's
 * locks and loses acknowledged rows, so the classes that can open a file are named here, one by
 * one.
 */
final class FileRules {

  /** The classes that may open a file, and which files those are; a database never is. */
  private static final Map<String, String> OPENERS =
      Map.of(
          "adapters.sqlite.StoreFolder",
              "folders to make durable, the lock file of migrations, reports of salvage, and a"
                  + " damaged database that nobody has open",
          "app.files.DurableFiles", "small private files: token, records",
          "app.files.HomeLocks", "the lock file of a home",
          "app.files.SmallFile",
              "small files: configuration, token, records, what the kernel tells");

  /** The classes outside the store that know a database's name, and why; none may open files. */
  private static final Map<String, String> NAMERS =
      Map.of(
          "app.files.HomeFolders", "looks whether a home has a store, by its directory entry",
          "app.files.Places", "looks whose state a folder holds, by its directory entries");

  private static final Pattern DATABASE_FILE =
      Pattern.compile(".*([.]sqlite|-wal|-shm|-journal).*", Pattern.DOTALL);

  private static final Set<String> OPENING_FILES_METHODS =
      Set.of(
          "newInputStream",
          "newOutputStream",
          "newByteChannel",
          "newBufferedReader",
          "newBufferedWriter",
          "readAllBytes",
          "readAllLines",
          "readString",
          "lines",
          "write",
          "writeString",
          "copy",
          "mismatch",
          "probeContentType");

  private static final Set<Class<?>> OPENED_BY_CONSTRUCTION =
      Set.of(
          FileInputStream.class,
          FileOutputStream.class,
          FileReader.class,
          FileWriter.class,
          RandomAccessFile.class,
          Scanner.class,
          ZipFile.class,
          JarFile.class);

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "openers",
              house ->
                  noClasses()
                      .that(describe("may not open files", type -> !isOneOf(OPENERS, house, type)))
                      .should(ArchConditions.accessTargetWhere(opensAFile()))
                      .because(
                          "closing a second descriptor of an open database drops SQLite's locks"
                              + " and loses acknowledged rows")),
          new HouseRule(
              "databases",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.name("adapters.sqlite.."))
                      .and(describe("have no reason to", type -> !isOneOf(NAMERS, house, type)))
                      .should(Conditions.satisfy("name a database file", FileRules::namesADatabase))
                      .because("who does not know a database's name does not open it by mistake")));

  private FileRules() {}

  /** Every class that has a right of its own here. */
  static Set<String> privileged(House house) {
    return Stream.of(OPENERS, NAMERS)
        .flatMap(rights -> rights.keySet().stream())
        .map(house::name)
        .collect(toSet());
  }

  private static boolean namesADatabase(JavaClass type) {
    return type.getSource().stream()
        .flatMap(source -> Constants.texts(source.getUri()).stream())
        .anyMatch(text -> DATABASE_FILE.matcher(text).matches());
  }

  private static boolean isOneOf(Map<String, String> privileged, House house, JavaClass type) {
    return privileged.keySet().stream()
        .map(house::name)
        .anyMatch(name -> type.getName().equals(name) || type.getName().startsWith(name + '$'));
  }

  private static DescribedPredicate<JavaAccess<?>> opensAFile() {
    return describe("a file is opened", access -> opensAFile(access.getTarget()));
  }

  private static boolean opensAFile(AccessTarget target) {
    JavaClass owner = target.getOwner();
    return owner.isEquivalentTo(Files.class) && OPENING_FILES_METHODS.contains(target.getName())
        || target.getName().equals("open")
            && (owner.isEquivalentTo(FileChannel.class)
                || owner.isEquivalentTo(AsynchronousFileChannel.class))
        || target.getName().equals("<init>")
            && OPENED_BY_CONSTRUCTION.stream().anyMatch(owner::isAssignableTo)
            && !isOfAnOpenFile(target);
  }

  private static boolean isOfAnOpenFile(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget constructor
        && constructor.getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(FileDescriptor.class));
  }
}
