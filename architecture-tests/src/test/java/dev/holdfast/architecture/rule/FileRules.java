package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * Who may open files. Closing any descriptor of an open database but SQLite's own drops SQLite's
 * locks and loses acknowledged rows, so the classes that can open a file are named here, one by
 * one.
 */
final class FileRules {

  /** May open a file, a database never. Each says in its javadoc which files it opens. */
  private static final Set<String> OPENERS = Set.of();

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
                      .that(describe("may not open files", type -> !isOpener(house, type)))
                      .should(ArchConditions.accessTargetWhere(opensAFile()))
                      .because(
                          "closing a second descriptor of an open database drops SQLite's locks"
                              + " and loses acknowledged rows")));

  private FileRules() {}

  static Set<String> openers(House house) {
    return OPENERS.stream().map(house::name).collect(toSet());
  }

  private static boolean isOpener(House house, JavaClass type) {
    return openers(house).stream()
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
            && OPENED_BY_CONSTRUCTION.stream().anyMatch(owner::isAssignableTo);
  }
}
