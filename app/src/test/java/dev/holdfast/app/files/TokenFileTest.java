package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.token.TokenHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The file of the first token")
final class TokenFileTest {

  private static final UserId SELF = UserId.ofThisProcess();

  @TempDir private Path home;
  private TokenFile file;
  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void nameFile() {
    file = new TokenFile(home, SELF);
  }

  @Test
  void a_fresh_home_has_none_and_looking_makes_none() {
    assertThat(file.read()).isInstanceOf(TokenReading.Absent.class);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void a_new_token_is_one_private_line_and_reads_back() throws IOException {
    TokenReading.Present made = present(file.create(random));

    assertThat(Files.readString(file.path())).isEqualTo(made.token().reveal() + "\n");
    assertThat(made.token().reveal()).matches("hf_[A-Za-z0-9_-]{43}");
    assertThat(made.hash()).isEqualTo(TokenHash.of(made.token().reveal()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(file.read()).isEqualTo(made);
    assertThat(listing()).containsExactly(file.path());
  }

  @Test
  void a_token_that_is_there_is_kept() {
    TokenReading first = file.create(random);

    assertThat(file.create(random)).isEqualTo(first);
  }

  @Test
  void of_makers_at_the_same_time_one_wins_and_all_answer_its_token() throws Exception {
    int makers = 8;
    CyclicBarrier together = new CyclicBarrier(makers);
    Callable<TokenReading> make =
        () -> {
          together.await(30, TimeUnit.SECONDS);
          return file.create(random);
        };
    Set<TokenReading> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(makers)) {
      List<Future<TokenReading>> made =
          Stream.generate(() -> threads.submit(make)).limit(makers).toList();
      for (Future<TokenReading> each : made) {
        answers.add(each.get(30, TimeUnit.SECONDS));
      }
    }

    assertThat(answers).containsExactly(file.read());
    assertThat(listing()).containsExactly(file.path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "hf_short\n", "two lines of text\nthat are not a token at all"})
  void a_file_without_a_token_is_reported_and_kept(String content) throws IOException {
    write(content, "rw-------");

    assertThat(unusable(file.read()).id()).isEqualTo("token-file-unusable");
    assertThat(unusable(file.create(random)).id()).isEqualTo("token-file-unusable");
    assertThat(file.path()).hasContent(content);
  }

  @Test
  void a_file_too_large_for_a_token_is_reported() throws IOException {
    write("a".repeat(2000), "rw-------");

    assertThat(unusable(file.read()).what()).contains("does not hold one token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void a_file_open_to_others_is_reported(String mode) throws IOException {
    write("hf_" + "a".repeat(43) + "\n", mode);

    assertThat(unusable(file.read()).what()).contains("open to other users");
  }

  @Test
  void root_reads_what_belongs_to_the_owner_of_the_home() throws IOException {
    TokenReading.Present made = present(file.create(random));
    if (SELF.equals(UserId.ROOT)) {
      Files.setAttribute(home, "unix:uid", 1);
      Files.setAttribute(file.path(), "unix:uid", 1);
    }

    assertThat(new TokenFile(home, UserId.ROOT).read()).isEqualTo(made);
  }

  @Test
  void root_reads_no_file_that_a_third_user_owns() throws IOException {
    present(file.create(random));
    TokenFile asked = file;
    if (SELF.equals(UserId.ROOT)) {
      Files.setAttribute(file.path(), "unix:uid", 1);
    } else {
      // Only root can give files away; to anybody else the file is foreign by who asks.
      asked = new TokenFile(home, new UserId(SELF.value() + 1));
    }

    assertThat(unusable(asked.read()).what()).contains("belongs to user");
  }

  @Test
  void a_file_of_another_user_is_reported() throws IOException {
    write("hf_" + "a".repeat(43) + "\n", "rw-------");
    TokenFile foreign = new TokenFile(home, new UserId(SELF.value() + 1));

    assertThat(unusable(foreign.read()).what()).contains("belongs to user " + SELF);
  }

  @Test
  void a_link_is_neither_read_nor_written_through() throws IOException {
    Path target = Files.writeString(home.resolve("elsewhere"), "hf_" + "a".repeat(43));
    Files.createSymbolicLink(file.path(), target);

    assertThat(unusable(file.read()).what()).contains("not a plain file");
    assertThat(unusable(file.create(random)).what()).contains("not a plain file");
  }

  @Test
  void no_report_shows_what_the_file_holds() throws IOException {
    String almost = "hf_" + "s3cret-".repeat(6) + "\u0007";
    write(almost, "rw-------");

    assertThat(unusable(file.read()).toString()).doesNotContain("s3cret");
    assertThat(file.create(random).toString()).doesNotContain("s3cret");
  }

  @Test
  void a_token_in_hand_is_not_shown_either() {
    TokenReading.Present made = present(file.create(random));

    assertThat(made.toString())
        .doesNotContain(made.token().reveal())
        .doesNotContain(made.hash().hex());
  }

  private void write(String content, String mode) throws IOException {
    Files.writeString(file.path(), content);
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(mode));
  }

  private List<Path> listing() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.toList();
    }
  }

  private static TokenReading.Present present(TokenReading reading) {
    assertThat(reading).isInstanceOf(TokenReading.Present.class);
    return (TokenReading.Present) reading;
  }

  private static Finding unusable(TokenReading reading) {
    assertThat(reading).isInstanceOf(TokenReading.Unusable.class);
    return ((TokenReading.Unusable) reading).finding();
  }
}
