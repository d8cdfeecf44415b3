package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.DirectAccess.DirectHome;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.IssuedToken;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.out.env.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

@DisplayName("A home that a command looks into and changes without a gateway")
final class LocalServicesTest {

  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;
  private Path home;
  private LocalServices services;

  @BeforeEach
  void open() throws IOException {
    Path runtime =
        Files.createDirectory(
            folder.toRealPath().resolve("runtime"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    home = folder.toRealPath().resolve("home");
    Surroundings surroundings =
        Surroundings.of(
            Map.of("HOME", folder.toString(), "XDG_RUNTIME_DIR", runtime.toString()),
            UserId.ofThisProcess(),
            folder.resolve("no-users"));
    services = new LocalServices(surroundings, new Whereabouts(home.toString(), ""), CLOCK);
  }

  @AfterEach
  void close() {
    services.close();
  }

  private StoreId makeStore() throws IOException {
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

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(path -> folder.relativize(path).toString()).sorted().toList();
    }
  }

  private static TokenWish wish(String name) {
    return new TokenWish(
        name, Scope.READ, "", new KeyWish.Any(), new TokenAdministration.Lifetime.Unlimited());
  }

  private static <T> T done(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Done<T>(T result)) {
      return result;
    }
    throw new AssertionError(outcome);
  }

  private DirectHome taken() {
    if (services.direct(Consent.NONE) instanceof DirectAccess.Granted(DirectHome taken)) {
      return taken;
    }
    throw new AssertionError("the home was not granted");
  }

  @Test
  void neither_a_home_nor_a_store_is_made() throws IOException {
    List<String> before = files();

    assertThat(services.direct(Consent.NONE)).isEqualTo(new DirectAccess.NoStore());
    assertThat(services.stored()).isInstanceOf(StoredHome.NoStore.class);
    assertThat(services.door().look(Consent.NONE))
        .isInstanceOfSatisfying(
            Sight.Home.class,
            sight -> {
              assertThat(sight.store()).isEqualTo(new StoreAtPath.None());
              assertThat(sight.holder()).isEqualTo(new HomeHolder.Nobody());
              assertThat(sight.token()).isInstanceOf(TokenAtHand.None.class);
            });

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_folder_without_a_store_is_not_even_locked() throws IOException {
    Files.createDirectory(home);

    assertThat(services.direct(Consent.NONE)).isEqualTo(new DirectAccess.NoStore());

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void the_door_tells_the_store_its_files_and_its_owner() throws IOException {
    StoreId store = makeStore();

    Sight.Home sight = (Sight.Home) services.door().look(Consent.NONE);

    assertThat(sight.home()).isEqualTo(home.toString());
    assertThat(sight.store()).isEqualTo(new StoreAtPath.Known(store));
    assertThat(sight.databases())
        .containsExactly("state/holdfast.sqlite", "agents/main/agent/holdfast-agent.sqlite");
    assertThat(sight.owner()).isEqualTo(sight.user());
  }

  @Test
  void a_change_is_stored_in_the_name_of_the_user_and_the_lock_given_back() throws IOException {
    StoreId store = makeStore();
    String id;
    try (DirectHome taken = taken()) {
      assertThat(taken.store()).isEqualTo(store);
      id = done(taken.changes().createToken(wish("ci"))).token().id();
      assertThat(services.direct(Consent.NONE)).isEqualTo(new DirectAccess.HeldMeanwhile());
    }
    try (DirectHome taken = taken()) {
      assertThat(done(taken.queries().token(id)).name()).isEqualTo("ci");
      assertThat(done(taken.changes().revokeToken(id)).id()).isEqualTo(id);
    }

    HomeLists lists = ((StoredHome.Open) services.stored()).lists();
    assertThat(done(lists.tokens())).isEmpty();
    assertThat(done(lists.audit("", 10)).entries())
        .extracting(entry -> entry.record().operation())
        .containsExactly(AuditOperation.TOKEN_REVOKE, AuditOperation.TOKEN_CREATE);
    assertThat(done(lists.audit("", 10)).entries())
        .extracting(entry -> entry.record().author())
        .hasOnlyElementsOfType(AuditAuthor.OperatingSystemUser.class);
  }

  @Test
  void the_token_of_the_home_is_known_as_ones_own() throws IOException {
    makeStore();
    Path file = home.resolve("token");
    try (DirectHome taken = taken()) {
      IssuedToken issued = done(taken.changes().createToken(wish("own")));
      Files.writeString(
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
          issued.text().reveal());
    }

    HomeLists lists = ((StoredHome.Open) services.stored()).lists();
    assertThat(done(lists.tokens()))
        .extracting(TokenSummary::use)
        .containsExactly(TokenSummary.Use.OWN);
  }

  @Test
  void what_is_not_there_is_refused_by_the_names_the_gateway_has_for_it() throws IOException {
    makeStore();
    SessionAdministration.Named nobody = new SessionAdministration.Named("", "nobody");
    SessionAdministration.Named elsewhere = new SessionAdministration.Named("nobody", "ann");
    try (DirectHome taken = taken()) {
      HomeChanges changes = taken.changes();
      RunningTurn awaited = RunningTurn.AWAITED;

      assertThat(
              Stream.of(
                  changes.reset(nobody, awaited, () -> {}),
                  changes.reset(elsewhere, awaited, () -> {}),
                  changes.delete(nobody, awaited, () -> {}),
                  changes.restore("archive_0"),
                  changes.abort("turn_0"),
                  changes.rotateToken("t-0"),
                  changes.revokeToken("t-0"),
                  taken.queries().session(nobody),
                  taken.queries().archive("archive_0"),
                  taken.queries().audit("no place", 1)))
          .extracting(outcome -> ((Outcome.NotDone<?>) outcome).code())
          .containsExactly(
              "session_not_found",
              "agent_not_found",
              "session_not_found",
              "archive_not_found",
              "turn_not_found",
              "token_not_found",
              "token_not_found",
              "session_not_found",
              "archive_not_found",
              "invalid_query");
    }
  }

  @Test
  void a_key_leads_to_its_agent_or_to_the_default_one_whether_or_not_it_is_there()
      throws IOException {
    makeStore();
    Files.writeString(
        Files.createFile(
            home.resolve("holdfast.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "{\"defaultAgent\":\"other\",\"agents\":{\"other\":{},\"main\":{}}}");

    HomeLists lists = ((StoredHome.Open) services.stored()).lists();

    assertThat(done(lists.agentOf(new SessionAdministration.Named("", "ann"))))
        .isEqualTo(AgentId.of("other"));
    assertThat(done(lists.agentOf(new SessionAdministration.Named("", "agent:main:ann"))))
        .isEqualTo(AgentId.MAIN);
    assertThat(lists.agentOf(new SessionAdministration.Named("nobody", "ann")))
        .isInstanceOf(Outcome.NotDone.class);
  }

  @Test
  void an_agent_that_is_not_there_is_told_without_a_word_of_a_token_that_nobody_shows()
      throws IOException {
    makeStore();
    SessionAdministration.Named elsewhere = new SessionAdministration.Named("nobody", "ann");
    try (DirectHome taken = taken()) {
      assertThat(
              Stream.of(
                  taken.changes().reset(elsewhere, RunningTurn.AWAITED, () -> {}),
                  taken.queries().session(elsewhere),
                  taken.queries().stuck(new Recovery.Wish("nobody", ""))))
          .extracting(outcome -> (Outcome.NotDone<?>) outcome)
          .allSatisfy(
              refused -> {
                assertThat(refused.message())
                    .isEqualTo("There is no such agent. Nothing was changed.");
                assertThat(refused.remedies()).hasSize(1);
              });
    }
  }

  @Test
  void an_agent_that_is_configured_and_not_there_gets_no_database() throws IOException {
    makeStore();
    Files.writeString(
        Files.createFile(
            home.resolve("holdfast.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "{\"agents\":{\"other\":{}}}");

    try (DirectHome taken = taken()) {
      assertThat(done(taken.changes().createToken(wish("ci"))).token().name()).isEqualTo("ci");
    }

    assertThat(home.resolve("agents/other")).doesNotExist();
  }
}
