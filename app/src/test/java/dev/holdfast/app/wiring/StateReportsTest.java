package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.Publication;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.Standing.Named;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.IdentityRenewal;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.in.StateReport.KnownBy;
import dev.holdfast.ports.in.StateReport.OtherHome;
import dev.holdfast.ports.out.env.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is reported of where state is")
final class StateReportsTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Whereabouts UNNAMED = new Whereabouts("", "");
  private static final String ISOLATED = "agents/x/agent/codex-home/home";

  @TempDir private Path folder;
  private Path user;
  private Path runtime;
  private Path home;

  @BeforeEach
  void makeUser() throws IOException {
    user = Files.createDirectory(folder.toRealPath().resolve("ann"));
    runtime =
        Files.createDirectory(
            folder.toRealPath().resolve("runtime"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    home = user.resolve(".holdfast");
  }

  @Test
  void an_empty_place_is_reported_and_nothing_is_made() throws IOException {
    StateReport report = report(Map.of("HOME", user.toString()));

    assertThat(report.home()).isEqualTo(home.toString());
    assertThat(report.storeId()).isEmpty();
    assertThat(report.databases()).isEmpty();
    assertThat(report.holder()).isEqualTo(new HomeHolder.Nobody());
    assertThat(report.standing()).isEqualTo(new Standing.Own());
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void a_store_is_reported_and_nothing_is_changed() throws IOException {
    StoreId store = makeStore(home);
    Map<Path, String> before = snapshot(folder);

    StateReport report = report(Map.of("HOME", user.toString()));

    assertThat(report.storeId()).isEqualTo(store.value());
    assertThat(report.databases())
        .containsExactly("state/holdfast.sqlite", "agents/main/agent/holdfast-agent.sqlite");
    assertThat(report.otherHomes()).isEmpty();
    assertThat(snapshot(folder)).isEqualTo(before);
  }

  @Test
  void a_home_that_is_a_link_is_reported_with_its_real_path() throws IOException {
    Path real = folder.toRealPath().resolve("data");
    StoreId store = makeStore(real);
    Files.createSymbolicLink(home, real);

    StateReport report = report(Map.of("HOME", user.toString()));

    assertThat(report.home()).isEqualTo(home.toString());
    assertThat(report.realHome()).isEqualTo(real.toString());
    assertThat(report.storeId()).isEqualTo(store.value());
    assertThat(ids(report)).containsExactly("home-is-a-link");
  }

  @Test
  void an_isolated_home_without_a_gateway_is_a_shadow() {
    makeStore(home);

    StateReport report = report(Map.of("HOME", home.resolve(ISOLATED).toString()));

    assertThat(report.standing())
        .isEqualTo(new Standing.Shadow(home.toString(), home.toString(), Named.IMPLIED));
    assertThat(ids(report)).containsExactly("location-shadow");
  }

  @Test
  void from_an_isolated_home_the_gateway_of_the_outer_home_is_found() {
    StoreId store = makeStore(home);
    try (HomeLock lock = lock(home);
        PublishedRecord _ = publish(lock, store)) {
      StateReport report =
          report(Map.of("HOME", home.resolve(ISOLATED).toString(), "XDG_RUNTIME_DIR", "/none"));

      assertThat(report.home()).isEqualTo(home.toString());
      assertThat(report.standing()).isEqualTo(new Standing.Own());
      assertThat(ids(report)).containsExactly("location-shadow-avoided");
      assertThat(report.holder())
          .isInstanceOfSatisfying(
              HomeHolder.Gateway.class,
              gateway -> {
                assertThat(gateway.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(gateway.store()).isEqualTo(store);
              });
    }
  }

  @Test
  void from_the_isolated_home_of_another_product_the_gateway_beside_it_is_found() {
    StoreId store = makeStore(home);
    try (HomeLock lock = lock(home);
        PublishedRecord _ = publish(lock, store)) {
      StateReport report =
          report(Map.of("HOME", user.resolve(".openclaw").resolve(ISOLATED).toString()));

      assertThat(report.home()).isEqualTo(home.toString());
    }
  }

  @Test
  void a_gateway_of_another_home_contradicts_an_isolated_one() {
    Path other = folder.resolve("other");
    StoreId store = makeStore(other);
    makeStore(home);
    try (HomeLock lock = lock(other);
        PublishedRecord _ = publish(lock, store)) {
      StateReport report = report(Map.of("HOME", home.resolve(ISOLATED).toString()));

      assertThat(report.home()).isEqualTo(other.toString());
      assertThat(report.standing()).isEqualTo(new Standing.Contradicted(home.toString()));
    }
  }

  @Test
  void a_copied_home_beside_its_original_is_reported_with_what_to_do() throws IOException {
    StoreId store = makeStore(home);
    Path copy = folder.toRealPath().resolve("copy");
    copy(home, copy);

    StateReport report = report(Map.of("HOLDFAST_HOME", copy.toString()));

    assertThat(report.otherHomes())
        .containsExactly(new OtherHome(home.toString(), KnownBy.FORMER_PLACE));
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("store-copied");
              assertThat(finding.what()).contains(home.toString(), store.value());
              assertThat(finding.where()).isEqualTo(copy.toString());
              assertThat(finding.remedy()).contains("holdfast state new-id");
            });
  }

  @Test
  void a_running_copy_is_reported_by_the_original() throws IOException {
    StoreId store = makeStore(home);
    Path copy = folder.toRealPath().resolve("copy");
    copy(home, copy);
    try (HomeLock lock = lock(copy);
        PublishedRecord _ = publish(lock, store)) {
      assertThat(report(Map.of("HOLDFAST_HOME", home.toString())).otherHomes())
          .containsExactly(new OtherHome(copy.toString(), KnownBy.RUNNING_GATEWAY));
    }
  }

  @Test
  void who_is_about_to_write_beside_a_running_copy_is_warned() throws IOException {
    StoreId store = makeStore(home);
    Path copy = folder.toRealPath().resolve("copy");
    copy(home, copy);

    assertThat(seen().findings()).isEmpty();
    try (HomeLock lock = lock(copy);
        PublishedRecord _ = publish(lock, store)) {
      assertThat(seen().findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.id()).isEqualTo("store-copied");
                assertThat(finding.what()).contains(copy.toString(), "a gateway runs there");
              });
    }
    assertThat(seen().findings()).isEmpty();
  }

  private Sight.Home seen() {
    Surroundings surroundings = surroundings(Map.of("HOLDFAST_HOME", home.toString()));
    var door = new LocalHomeDoor(surroundings, () -> surroundings.locateForCommand(UNNAMED), CLOCK);
    return (Sight.Home) door.look(WriteFacts.Consent.NONE);
  }

  @Test
  void a_copy_that_was_given_an_identity_of_its_own_is_no_copy_any_more() throws IOException {
    StoreId store = makeStore(home);
    Path copy = folder.toRealPath().resolve("copy");
    copy(home, copy);

    IdentityRenewal renewal =
        new IdentityRenewals(surroundings(Map.of()), CLOCK)
            .renew(new ToldHome(copy, copy), store, WriteFacts.Consent.NONE);

    StateReport report = report(Map.of("HOLDFAST_HOME", copy.toString()));
    assertThat(renewal)
        .isEqualTo(new IdentityRenewal.Renewed(store, new StoreId(report.storeId())));
    assertThat(report.storeId()).isNotEqualTo(store.value());
    assertThat(report.otherHomes()).isEmpty();
    assertThat(report(Map.of("HOLDFAST_HOME", home.toString())).storeId()).isEqualTo(store.value());
  }

  @Test
  void an_identity_is_not_renewed_that_was_not_looked_at() {
    StoreId store = makeStore(home);

    assertThat(
            new IdentityRenewals(surroundings(Map.of()), CLOCK)
                .renew(new ToldHome(home, home), new StoreId("another"), WriteFacts.Consent.NONE))
        .isEqualTo(new IdentityRenewal.Exchanged(store));
  }

  @Test
  void an_identity_is_not_renewed_while_somebody_holds_the_home() {
    StoreId store = makeStore(home);
    try (HomeLock _ = lock(home)) {
      assertThat(
              new IdentityRenewals(surroundings(Map.of()), CLOCK)
                  .renew(new ToldHome(home, home), store, WriteFacts.Consent.NONE))
          .isEqualTo(new IdentityRenewal.HeldMeanwhile());
    }
  }

  @Test
  void a_moved_home_is_no_copy() throws IOException {
    makeStore(home);
    Path moved = folder.toRealPath().resolve("moved");
    Files.move(home, moved);

    StateReport report = report(Map.of("HOLDFAST_HOME", moved.toString()));

    assertThat(report.otherHomes()).isEmpty();
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void a_former_place_that_holds_another_store_now_is_no_copy() throws IOException {
    makeStore(home);
    Path moved = folder.toRealPath().resolve("moved");
    Files.move(home, moved);
    makeStore(home);

    assertThat(report(Map.of("HOLDFAST_HOME", moved.toString())).otherHomes()).isEmpty();
  }

  @Test
  void a_damaged_store_is_a_finding() throws IOException {
    makeStore(home);
    Files.writeString(home.resolve("state/holdfast.sqlite"), "no database at all");

    StateReport report = report(Map.of("HOME", user.toString()));

    assertThat(report.storeId()).isEmpty();
    assertThat(ids(report)).containsExactly("store-unreadable");
  }

  @Test
  void what_cannot_be_located_is_reported_with_its_steps() {
    StateReport report = report(Map.of());

    assertThat(report.home()).isEmpty();
    assertThat(report.steps()).isNotEmpty();
    assertThat(ids(report)).containsExactly("location-unusable");
    assertThat(report.gateway()).isInstanceOf(Status.NotRunning.class);
  }

  @Test
  void letters_that_no_path_has_are_a_finding_and_no_failure() {
    assertThat(ids(report(Map.of("HOLDFAST_HOME", "/srv/\ud800"))))
        .containsExactly("location-unusable");
  }

  private StateReport report(Map<String, String> environment) {
    Surroundings surroundings = surroundings(environment);
    return new StateReports(
            surroundings,
            new GatewayProcess(surroundings, UNNAMED, CLOCK),
            new StoreLooks(surroundings.homes(), CLOCK))
        .of(surroundings.locateForCommand(UNNAMED));
  }

  /** No gateway of the user who runs the test is seen: the variables name a folder of its own. */
  private Surroundings surroundings(Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(Map.of("XDG_RUNTIME_DIR", runtime.toString()));
    all.putAll(environment);
    return Surroundings.of(all, UserId.ofThisProcess(), folder.resolve("no-users"));
  }

  private StoreId makeStore(Path place) {
    try {
      Files.createDirectories(
          place,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    try (Storage storage =
        Injectors.reading(place, Configuration.defaults(), CLOCK).getInstance(Storage.class)) {
      return storage
          .open(
              new Storage.StorageRequest(
                  List.of(new AgentId("main")),
                  Storage.Creation.IF_ABSENT,
                  Storage.Durability.FULL,
                  Set.of(),
                  Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP))
          .store();
    }
  }

  private static HomeLock lock(Path place) {
    return ((LockAttempt.Acquired) new HomeLocks().acquire(place)).lock();
  }

  private PublishedRecord publish(HomeLock lock, StoreId store) {
    GatewayRecord record =
        GatewayRecord.ofThisProcess(
            "http://127.0.0.1:1", lock, store, lock.home().resolve("token"), Instant.EPOCH);
    return ((Publication.Published) surroundings(Map.of()).records().publish(record)).record();
  }

  private static List<String> ids(StateReport report) {
    return report.findings().stream().map(Finding::id).toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path));
        Files.copy(path, target);
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(path));
      }
    }
  }

  private static List<Path> files(Path under) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static Map<Path, String> snapshot(Path under) throws IOException {
    Map<Path, String> seen = new TreeMap<>();
    for (Path file : files(under)) {
      seen.put(
          file, Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.getLastModifiedTime(file));
    }
    return seen;
  }
}
