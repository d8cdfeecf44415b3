package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.Credential;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.app.configuration.Secret;
import dev.holdfast.app.files.ConfigurationFile.Load;
import dev.holdfast.app.files.ConfigurationFile.Presence;
import dev.holdfast.app.files.ConfigurationFile.Secrets;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.ConfigurationPlace;
import dev.holdfast.domain.state.ConfigurationPlace.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The configuration file")
final class ConfigurationFileTest {

  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = home.resolve("holdfast.json");
  }

  @Test
  void need_not_exist_and_is_not_made() {
    Load load = load(Origin.USUAL);

    assertThat(load.presence()).isEqualTo(Presence.ABSENT);
    assertThat(configuration(load)).isEqualTo(Configuration.defaults());
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void has_to_exist_if_somebody_named_it() {
    Load load = load(Origin.NAMED);

    assertThat(load.presence()).isEqualTo(Presence.ABSENT);
    assertThat(problem(load).what()).contains("does not exist");
    assertThat(problem(load).where()).isEqualTo(file.toString());
  }

  @Test
  void is_read_with_and_without_a_byte_order_mark() throws IOException {
    Files.writeString(file, "\uFEFF{\"gateway\": {\"port\": 0}}");
    assertThat(configuration(load(Origin.USUAL)).gateway().port()).isZero();

    Files.writeString(file, "{\"gateway\": {\"port\": 1}}");
    assertThat(configuration(load(Origin.NAMED)).gateway().port()).isOne();
  }

  @Test
  void that_cannot_be_text_is_refused() throws IOException {
    Files.write(file, "{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(load(Origin.USUAL)).what()).contains("not UTF-8");

    Files.write(file, new byte[2 * 1024 * 1024]);
    assertThat(problem(load(Origin.USUAL)).what()).contains("larger than 1 MiB");
  }

  @Test
  void that_is_a_folder_or_a_dangling_link_is_refused() throws IOException {
    Files.createDirectory(file);
    assertThat(problem(load(Origin.USUAL)).what()).contains("not a plain file");

    Files.delete(file);
    Files.createSymbolicLink(file, home.resolve("nowhere"));
    assertThat(load(Origin.USUAL).reading()).isInstanceOf(ConfigurationReading.Invalid.class);
  }

  @Test
  void may_be_a_link_to_a_file_that_is_kept_elsewhere() throws IOException {
    Path kept = Files.writeString(home.resolve("kept"), "{\"gateway\": {\"port\": 2}}");
    Files.createSymbolicLink(file, kept);

    assertThat(configuration(load(Origin.USUAL)).gateway().port()).isEqualTo(2);
  }

  @Test
  void names_secrets_in_the_environment_and_in_files_beside_it() throws IOException {
    Files.writeString(home.resolve("key"), "sk-of-file\r\n");
    Files.writeString(
        file,
        """
        {"providers": {
          "a": {"baseUrl": "https://a", "apiKey": {"file": "key"}},
          "b": {"baseUrl": "https://b", "apiKey": {"file": "%s"}},
          "c": {"baseUrl": "https://c", "apiKey": "${A_KEY}"}
        }}
        """
            .formatted(home.resolve("key")));

    assertThat(configuration(load(Origin.USUAL)).providers().values())
        .extracting(ProviderSettings::credential)
        .containsExactly(key("sk-of-file"), key("sk-of-file"), key("sk-of-variable"));
  }

  @Test
  void leaves_secrets_alone_for_whoever_needs_none() throws IOException {
    writeWithSecret("{\"file\": \"none\"}");

    Load load = new ConfigurationFile(place(Origin.USUAL), Map.of()).load(Secrets.LEFT_ALONE);

    assertThat(configuration(load).providers().values())
        .extracting(ProviderSettings::credential)
        .containsExactly(new Credential.LeftAlone());
  }

  @Test
  void says_why_a_secret_cannot_be_had() throws IOException {
    Files.writeString(home.resolve("empty"), " \n");
    Files.writeString(home.resolve("two"), "s3cret one\nand more\n");
    Files.writeString(home.resolve("large"), "a".repeat(20_000));

    assertThat(reasonFor("\"${NOT_SET}\"")).contains("variable NOT_SET is not set");
    assertThat(reasonFor("\"${BLANK}\"")).contains("variable BLANK is empty");
    assertThat(reasonFor("{\"file\": \"none\"}")).contains("none does not exist");
    assertThat(reasonFor("{\"file\": \".\"}")).contains("not a plain file");
    assertThat(reasonFor("{\"file\": \"empty\"}")).contains("is empty");
    assertThat(reasonFor("{\"file\": \"large\"}")).contains("larger than 16 KiB");
    assertThat(reasonFor("{\"file\": \"two\"}"))
        .contains("one word of visible characters")
        .doesNotContain("s3cret");
  }

  private String reasonFor(String secret) throws IOException {
    writeWithSecret(secret);
    return problem(load(Origin.USUAL)).what();
  }

  private void writeWithSecret(String secret) throws IOException {
    Files.writeString(
        file, "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"apiKey\": " + secret + "}}}");
  }

  private Load load(Origin origin) {
    Map<String, String> environment = Map.of("A_KEY", "sk-of-variable", "BLANK", " ");
    return new ConfigurationFile(place(origin), environment).load(Secrets.RESOLVED);
  }

  private ConfigurationPlace place(Origin origin) {
    return new ConfigurationPlace(file.toString(), origin);
  }

  private static Credential key(String text) {
    return new Credential.Key(new Secret(text));
  }

  private static Configuration configuration(Load load) {
    assertThat(load.reading()).isInstanceOf(ConfigurationReading.Valid.class);
    return ((ConfigurationReading.Valid) load.reading()).configuration();
  }

  private static Finding problem(Load load) {
    assertThat(load.reading()).isInstanceOf(ConfigurationReading.Invalid.class);
    assertThat(load.reading().findings()).hasSize(1);
    return load.reading().findings().getFirst();
  }
}
