package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.IdentityRenewal;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A home behind a link that is laid anew while a command runs")
final class SwitchedLinkTest {

  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;
  private Path original;
  private Path copy;
  private Path link;
  private StoreId store;
  private LocalServices services;

  @BeforeEach
  void open() throws IOException {
    original = folder.toRealPath().resolve("original");
    copy = folder.toRealPath().resolve("copy");
    link = folder.toRealPath().resolve("current");
    store = makeStore(original);
    copyTo(copy);
    Files.createSymbolicLink(link, original);
    Surroundings surroundings =
        Surroundings.of(
            Map.of("HOME", folder.toString()), UserId.ofThisProcess(), folder.resolve("no-users"));
    services = new LocalServices(surroundings, new Whereabouts(link.toString(), ""), CLOCK);
  }

  @AfterEach
  void close() {
    services.close();
  }

  private static StoreId makeStore(Path home) throws IOException {
    Files.createDirectory(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Storage storage =
        Injectors.reading(home, Configuration.defaults(), CLOCK).getInstance(Storage.class)) {
      return storage
          .open(
              new Storage.StorageRequest(
                  List.of(AgentId.MAIN),
                  Storage.Creation.IF_ABSENT,
                  Storage.Durability.NORMAL,
                  Set.of(),
                  Storage.SchemaUpgrade.FORBIDDEN))
          .store();
    }
  }

  private void copyTo(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, target.resolve(original.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private void layTheLinkTo(Path home) throws IOException {
    Files.delete(link);
    Files.createSymbolicLink(link, home);
  }

  private static List<String> files(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  private Sight.Home seen() {
    return (Sight.Home) services.door().look(Consent.NONE);
  }

  @Test
  void stays_the_home_that_was_decided_first() throws IOException {
    assertThat(seen().home()).isEqualTo(original.toString());

    layTheLinkTo(copy);

    assertThat(seen().home()).isEqualTo(original.toString());
  }

  @Test
  void is_not_written_where_it_leads_by_then() throws IOException {
    assertThat(seen().store()).isEqualTo(new StoreAtPath.Known(store));
    layTheLinkTo(copy);
    List<String> before = files(copy);

    DirectAccess access = services.direct(Consent.NONE);
    IdentityRenewal renewal = services.renewIdentity(store, Consent.NONE);

    assertThat(access)
        .isInstanceOfSatisfying(
            DirectAccess.Refused.class, refused -> assertTold(refused.finding()));
    assertThat(renewal)
        .isInstanceOfSatisfying(
            IdentityRenewal.Refused.class, refused -> assertTold(refused.finding()));
    assertThat(files(copy)).isEqualTo(before);
  }

  private void assertTold(Finding finding) {
    assertThat(finding.id()).isEqualTo("home-changed");
    assertThat(finding.what())
        .contains(original.toString(), copy.toString())
        .endsWith("Nothing was changed.");
  }

  @Test
  void is_written_where_it_led_all_the_time() {
    assertThat(seen().home()).isEqualTo(original.toString());

    try (DirectAccess.DirectHome taken =
        ((DirectAccess.Granted) services.direct(Consent.NONE)).home()) {
      assertThat(taken.store()).isEqualTo(store);
    }
  }
}
