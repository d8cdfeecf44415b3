package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.Doctor.Bundling;
import dev.holdfast.ports.out.env.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A bundle for a helper")
final class BundleTest {

  private static final String KEY = "sk-upstream-0123456789";
  private static final String PASSWORD = "correct horse battery";

  /** What a bundle must not hold of a token either. */
  private static final String TAIL = Clinic.TOKEN.substring(20);

  @TempDir private Path folder;
  private Clinic clinic;
  private Path file;

  @BeforeEach
  void openClinic() {
    clinic = new Clinic(folder);
    file = clinic.user.resolve("bundle.zip");
  }

  @Test
  void it_is_a_new_file_that_only_the_user_can_read() throws IOException {
    Bundling.Bundled bundled = bundle();

    assertThat(bundled.file()).isEqualTo(file.toString());
    assertThat(Files.size(file)).isEqualTo(bundled.bytes());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(members().keySet()).containsExactlyElementsOf(bundled.members());
    assertThat(bundled.members())
        .contains(
            "versions.txt",
            "findings.txt",
            "state.txt",
            "store.txt",
            "files.txt",
            "records.txt",
            "lock.txt",
            "configuration.json",
            "process.txt",
            "environment.txt");
  }

  @Test
  void what_stands_there_already_is_left() throws IOException {
    Files.writeString(file, "mine");

    assertThat(clinic.doctor().bundle(file.toString(), "holdfast 1", Progress.SILENT))
        .isInstanceOf(Bundling.NotBundled.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void no_secret_is_in_it_wherever_it_stands() throws IOException {
    clinic.environment =
        Map.of("UPSTREAM_API_KEY", KEY, "DB_PASSWORD", PASSWORD, "HOME", "/home/" + KEY);
    clinic.privateFile(
        "holdfast.json",
        """
        // the key is %s
        {
          "agents": {"main": {"instructions": "Say nothing of %s."}},
          "providers": {"openai": {"baseUrl": "https://u:p4ssw0rd@host/v1", "apiKey": "literal-9876543210"},
                        "other": {"baseUrl": "https://host/v1", "apiKey": "${UPSTREAM_API_KEY}"}},
        }
        """
            .formatted(KEY, PASSWORD));
    clinic.privateFolder(clinic.home.resolve("logs"));
    clinic.privateFile("logs/gateway.log", "sent " + KEY + " with " + Clinic.TOKEN + "\n");

    bundle();

    String all = String.join("\n", members().values());
    assertThat(all)
        .doesNotContain(
            KEY, PASSWORD, Clinic.TOKEN, "literal-9876543210", "p4ssw0rd", "Say nothing")
        .contains(
            "UPSTREAM_API_KEY", "DB_PASSWORD", "HOME=/home/[redacted]", "sent [redacted] with");
    assertThat(members().get("configuration.json")).contains("${UPSTREAM_API_KEY}", "\"openai\"");
  }

  @Test
  void no_secret_of_a_configuration_that_does_not_hold_is_in_it() throws IOException {
    clinic.environment = Map.of("UPSTREAM", "value-of-upstream");
    Files.writeString(clinic.home.resolve("key-file"), "value-of-key-file");
    clinic.privateFile(
        "holdfast.json",
        """
        {
          "apiKeys": {"primary": "sk-primary-1"},
          "secrets": {"telegram": {"bot": "bot-of-telegram"}},
          "providers": {"monkey": {"baseUrl": "https://host/v1?key=in-the-query", "apiKey": 99887766554433},
                        "named": {"apiKey": {"file": "key-file"}},
                        "other": {"apiKey": ["${UPSTREAM}", "in-a-list-1"]}},
          "hooks": [{"url": "https://in-an-unknown-place"}],
          "defaultAgent": {"passphrase": "as-an-object"},
        }
        """);
    clinic.privateFolder(clinic.home.resolve("logs"));
    clinic.privateFile(
        "logs/gateway.log",
        "sent sk-primary-1, bot-of-telegram, 99887766554433, value-of-upstream,"
            + " value-of-key-file, in-a-list-1, as-an-object\n");

    bundle();

    assertThat(String.join("\n", members().values()))
        .doesNotContain(
            "sk-primary-1",
            "bot-of-telegram",
            "in-the-query",
            "99887766554433",
            "value-of-upstream",
            "value-of-key-file",
            "in-a-list-1",
            "in-an-unknown-place",
            "as-an-object");
    assertThat(members().get("configuration.json"))
        .contains("\"monkey\"", "\"https://host/v1?[redacted]\"", "\"apiKeys\"");
  }

  @Test
  void a_configuration_that_is_no_json_is_not_shown() throws IOException {
    clinic.privateFile("holdfast.json", "{'apiKey': 'literal-9876543210'");

    bundle();

    assertThat(members().get("configuration.json"))
        .doesNotContain("literal")
        .contains("It is not JSON");
  }

  @Test
  void of_a_large_log_the_end_is_told_from_a_whole_line_on() throws IOException {
    int bound = 256 * 1024;
    String end = "\n" + "x".repeat(bound - TAIL.length() - 6) + "\n" + "end\n";
    clinic.privateFolder(clinic.home.resolve("logs"));
    // The bound falls into the token, of which a part would stay.
    clinic.privateFile("logs/gateway.log", "begin\nsent " + Clinic.TOKEN + end);

    bundle();

    assertThat(members().get("logs/gateway.log"))
        .isEqualTo(end.substring(1))
        .doesNotContain(TAIL, "begin");
  }

  @Test
  void what_cannot_be_told_says_so_and_all_the_rest_is_in_it() throws IOException {
    clinic.inspection = new Clinic.BrokenStore();

    bundle();

    assertThat(members().get("store.txt"))
        .contains("This cannot be told", Clinic.BrokenStore.WORDS);
    assertThat(members().get("findings.txt")).contains("check-not-possible");
    assertThat(members().get("lock.txt")).contains("Free", "inode");
  }

  @Test
  void findings_and_records_are_in_it() throws IOException {
    clinic.leaveRecord();

    bundle();

    assertThat(members().get("findings.txt")).contains("record-stale");
    assertThat(members().get("records.txt")).contains("127.0.0.1:1");
    assertThat(members().get("lock.txt")).contains("Free", "inode");
  }

  private Bundling.Bundled bundle() {
    return switch (clinic.doctor().bundle(file.toString(), "holdfast 1", Progress.SILENT)) {
      case Bundling.Bundled bundled -> bundled;
      case Bundling.NotBundled notBundled -> throw new AssertionError(notBundled);
    };
  }

  private Map<String, String> members() throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return members;
  }
}
