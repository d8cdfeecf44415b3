import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the typed tables of both schemas from their migrations: migrates an empty SQLite file
 * and lets jOOQ read it back. Run by the build, with the migrations' folder, the folder of this
 * program and the output folder as arguments; does nothing while neither has changed.
 */
final class GenerateJooq {

  private static final String PACKAGE = "dev.holdfast.adapters.sqlite.jooq";
  private static final List<String> SCHEMAS = List.of("control", "agent");
  private static final String HASH_FILE = ".inputs-sha256";

  private GenerateJooq() {}

  public static void main(String[] arguments) throws Exception {
    Path migrations = Path.of(arguments[0]);
    Path program = Path.of(arguments[1]);
    Path output = Path.of(arguments[2]);
    String hash = hashOf(migrations, program);
    Path hashFile = output.resolve(HASH_FILE);
    if (Files.exists(hashFile) && Files.readString(hashFile).equals(hash)) {
      return;
    }
    Logger.getLogger("org.flywaydb").setLevel(Level.WARNING);
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    delete(output);
    for (String schema : SCHEMAS) {
      generate(migrations.resolve(schema), schema, output);
    }
    Files.writeString(hashFile, hash);
  }

  private static void generate(Path migrations, String schema, Path output) throws Exception {
    Path file = Files.createTempFile("holdfast-" + schema, ".sqlite");
    try {
      String url = "jdbc:sqlite:" + file;
      Flyway.configure()
          .dataSource(url, null, null)
          .locations("filesystem:" + migrations)
          .load()
          .migrate();
      GenerationTool.generate(
          new Configuration()
              .withLogging(Logging.WARN)
              .withJdbc(new Jdbc().withDriver("org.sqlite.JDBC").withUrl(url))
              .withGenerator(
                  new Generator()
                      .withDatabase(database())
                      .withGenerate(shape())
                      .withTarget(
                          new Target()
                              .withPackageName(PACKAGE + '.' + schema)
                              .withDirectory(output.toString()))));
    } finally {
      Files.delete(file);
    }
  }

  private static Database database() {
    return new Database()
        .withName("org.jooq.meta.sqlite.SQLiteDatabase")
        .withIncludes(".*")
        .withExcludes("flyway_schema_history|sqlite_.*")
        // SQLite integers have 64 bits, jOOQ would read 32.
        .withForcedTypes(
            new ForcedType()
                .withName("BIGINT")
                .withIncludeTypes("INTEGER")
                .withIncludeExpression(".*"));
  }

  private static Generate shape() {
    return new Generate()
        .withRecords(false)
        .withIndexes(false)
        .withSequences(false)
        .withGlobalCatalogReferences(false)
        .withGeneratedAnnotation(false)
        .withJavadoc(false)
        .withComments(false);
  }

  private static String hashOf(Path... folders) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(GenerateJooq::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
