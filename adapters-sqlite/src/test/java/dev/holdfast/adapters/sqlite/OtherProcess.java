package dev.holdfast.adapters.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process with SQLite: opens a database, counts the rows of a table, closes it again. */
final class OtherProcess {

  private OtherProcess() {}

  public static void main(String[] arguments) throws SQLException {
    try (RawDatabase raw = RawDatabase.open(Path.of(arguments[0]))) {
      System.out.print(raw.value("SELECT count(*) FROM " + arguments[1]));
    }
  }

  /** Lets another process count. */
  static String counts(Path file, String table) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dslf4j.internal.verbosity=ERROR",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OtherProcess.class.getName(),
                    file.toString(),
                    table))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("the other process failed");
    }
    return output;
  }
}
