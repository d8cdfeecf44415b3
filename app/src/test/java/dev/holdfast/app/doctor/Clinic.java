package dev.holdfast.app.doctor;

import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.GatewayRecords;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.HomeLook;
import dev.holdfast.app.files.HomeMending;
import dev.holdfast.app.files.HomeSupport;
import dev.holdfast.app.files.LockMark;
import dev.holdfast.app.files.ProcessMark;
import dev.holdfast.app.files.Publication;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.ConfigurationPlace;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.in.ConfigQueries;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.HomeMaintenance;
import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A home of real files in which everything is in order, and a doctor for it. What the store would
 * tell is set by the test; the checks are run on a real store elsewhere.
 */
final class Clinic {

  static final StoreId STORE = new StoreId("0b2c1f5e-1111-4222-8333-444455556666");
  static final String TOKEN = "hf_0123456789abcdef0123456789abcdef0123456789ab";
  static final String CONTROL_PLANE = "state/holdfast.sqlite";
  static final String AGENT = "agents/main/agent/holdfast-agent.sqlite";

  private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

  final Path user;
  final Path home;
  final HomeLocks locks = new HomeLocks();
  final GatewayRecords records;
  private final Path mounts;

  UserId asker = UserId.ofThisProcess();
  Instant now = Instant.now();
  GatewayRuns.Status gateway;
  GatewaySettings settings = GatewaySettings.defaults();
  List<StateReport.OtherHome> others = List.of();
  List<Finding> located = List.of();
  List<Finding> configured = List.of();
  List<TokenRecord> tokens = new ArrayList<>(List.of(token(TOKEN, new Expiry.Never())));
  final Map<String, StoreFacts> stores = new HashMap<>();
  Map<String, String> environment = Map.of();
  List<String> unfinishedSalvages = List.of();
  HomeMaintenance mending;
  StoreInspection inspection = new ToldStore();

  Clinic(Path folder) {
    try {
      user = folder.toRealPath().resolve("user");
      home = user.resolve(".holdfast");
      mounts = folder.toRealPath().resolve("mounts");
      mountedAs("ext4");
      privateFolder(user);
      privateFolder(user.resolve("runtime"));
      privateFolder(home);
      privateFolder(home.resolve("state"));
      privateFolder(home.resolve("agents"));
      privateFolder(home.resolve("agents/main"));
      privateFolder(home.resolve("agents/main/agent"));
      privateFile(CONTROL_PLANE, "");
      privateFile(AGENT, "");
      privateFile("token", TOKEN + "\n");
      privateFile("holdfast.lock", "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    records =
        new GatewayRecords(
            Map.of("XDG_RUNTIME_DIR", user.resolve("runtime").toString()),
            UserId.ofThisProcess(),
            locks);
    mending = new HomeMending(home, locks);
    gateway = new GatewayRuns.Status.NotRunning(home.toString());
    stores.put(home.toString(), store(STORE));
    settings =
        new GatewaySettings(
            0, settings.bind(), settings.durability(), List.of(), List.of(), settings.logFormat());
  }

  /** What a healthy store tells. */
  static StoreFacts store(StoreId id, DatabaseFacts... databases) {
    return new StoreFacts(
        "3.53.2", new StoreIdentity.Known(id, MADE, List.of(), List.of()), List.of(databases));
  }

  static TokenRecord token(String text, Expiry expiry) {
    return new TokenRecord(
        "token-1",
        "first",
        TokenHash.of(text),
        Scope.ADMIN,
        new AgentBinding.Any(),
        new KeyBinding.Any(),
        expiry,
        MADE,
        MADE);
  }

  void mountedAs(String type) throws IOException {
    mounted(type + " rw,relatime");
  }

  /** With the type and the options of the kernel's table of mounts. */
  void mounted(String how) throws IOException {
    Files.writeString(mounts, "proc /proc proc rw 0 0\n/dev/disk / " + how + " 0 0\n");
  }

  Path privateFolder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  Path privateFile(String relative, String text) throws IOException {
    Path file = home.resolve(relative);
    Files.writeString(file, text);
    return mode(file, "rw-------");
  }

  static Path mode(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Another home with a store, as a gateway in another place would have made it. */
  Path storeAt(Path otherHome, StoreId id) throws IOException {
    privateFolder(otherHome.resolve("state"));
    mode(Files.writeString(otherHome.resolve(CONTROL_PLANE), ""), "rw-------");
    stores.put(otherHome.toString(), store(id));
    return otherHome;
  }

  /** A record of a gateway that was killed. */
  void leaveRecord() {
    records.publish(
        new GatewayRecord(
            "http://127.0.0.1:1",
            home,
            STORE,
            home.resolve("token"),
            new ProcessMark(4_000_000, "", "", 0, Instant.now()),
            LockMark.UNTOLD));
  }

  /** The record of this process as a gateway that holds a home. */
  PublishedRecord publish(HomeLock lock) {
    GatewayRecord record =
        GatewayRecord.ofThisProcess(
            "http://127.0.0.1:1", lock, STORE, home.resolve("token"), Instant.EPOCH);
    return switch (records.publish(record)) {
      case Publication.Published published -> published.record();
      case Publication.NotPublished(Finding finding) -> throw new AssertionError(finding);
    };
  }

  /** A gateway that works on the home. */
  GatewayRuns.Status running(int port) {
    return new GatewayRuns.Status.Running(
        new GatewayRuns.Address(
            "http://127.0.0.1:" + port,
            home.toString(),
            STORE.value(),
            home.resolve("token").toString(),
            ProcessHandle.current().pid()),
        now);
  }

  DoctorService doctor() {
    return new DoctorService(patient());
  }

  Patient patient() {
    return new Patient(
        home.toString(),
        this::state,
        new HomeLook(home, asker, locks, records, List.of(user), mounts),
        mending,
        inspection,
        new Untouched(),
        agent -> {
          throw new AssertionError("turns of " + agent + " were to be ended");
        },
        new HomeSupport(
            home,
            new ConfigurationPlace(
                home.resolve("holdfast.json").toString(), ConfigurationPlace.Origin.USUAL),
            environment,
            UserId.ofThisProcess()),
        new FixedConfiguration(),
        () -> Optional.of(settings),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /** What one check finds. */
  List<Doctor.Problem> look(String check) {
    return examine(check).problems();
  }

  Examination examine(String... checks) {
    return doctor().examine(Set.of(checks), Progress.SILENT);
  }

  /** Finds, mends, and looks again. */
  Treatment.Treated treat(String check) {
    return treat(examine(check));
  }

  /** Mends what was planned, whatever became of it meanwhile. */
  Treatment.Treated treat(Examination planned) {
    return switch (doctor().treat(planned, Progress.SILENT)) {
      case Treatment.Treated treated -> treated;
      case Treatment.Refused(Finding finding) -> throw new AssertionError(finding);
    };
  }

  private StateReport state() {
    return new StateReport(
        home.toString(),
        home.toString(),
        new Standing.Own(),
        List.of(
            new StateReport.Step("--home", home.toString(), StateReport.Taken.YES, "it was named")),
        home.resolve("holdfast.json").toString(),
        STORE.value(),
        List.of(CONTROL_PLANE, AGENT),
        gateway,
        new HomeHolder.Nobody(),
        others,
        located);
  }

  private static StoreFacts noStore() {
    return new StoreFacts("3.53.2", new StoreIdentity.NoStore(), List.of());
  }

  private final class ToldStore implements StoreInspection {

    @Override
    public StoreFacts inspect(String at, Depth depth, StoreProgress progress) {
      return stores.getOrDefault(at, noStore());
    }

    @Override
    public StoreIdentity identity(String at) {
      return stores.getOrDefault(at, noStore()).identity();
    }

    @Override
    public Tokens tokens(String at) {
      return new Tokens.Known(tokens);
    }
  }

  /** A store of which something is so broken that nobody foresaw it. */
  static final class BrokenStore implements StoreInspection {

    static final String WORDS = "not a store id";

    int looks;

    @Override
    public StoreFacts inspect(String at, Depth depth, StoreProgress progress) {
      looks++;
      throw new IllegalArgumentException(WORDS);
    }

    @Override
    public StoreIdentity identity(String at) {
      throw new IllegalArgumentException(WORDS);
    }

    @Override
    public Tokens tokens(String at) {
      throw new IllegalArgumentException(WORDS);
    }
  }

  private final class FixedConfiguration implements ConfigQueries {

    @Override
    public Validation validate() {
      return new Validation(home.resolve("holdfast.json").toString(), true, configured);
    }

    @Override
    public String schema() {
      return "{}";
    }
  }

  /** A store that only a repair of the store would touch. */
  private final class Untouched implements StoreMaintenance {

    @Override
    public VerifiedCopy copy(String at, String file, StoreProgress progress) {
      throw new AssertionError("copied " + file);
    }

    @Override
    public Upgrades upgrade(String at, StoreProgress progress) {
      throw new AssertionError("upgraded " + at);
    }

    @Override
    public Salvage salvage(String at, String file, LostIdentity identity, StoreProgress progress) {
      throw new AssertionError("salvaged " + file);
    }

    @Override
    public Adoption adoptAgents(String at, StoreProgress progress) {
      throw new AssertionError("made a control plane in " + at);
    }

    @Override
    public List<String> unfinishedSalvages(String at) {
      return unfinishedSalvages;
    }

    @Override
    public Mended mendOrphans(String at, String file, StoreProgress progress) {
      throw new AssertionError("mended " + file);
    }

    @Override
    public NewIdentity renewIdentity(String at) {
      throw new AssertionError("renewed " + at);
    }

    @Override
    public long emptyLog(String at, String file) {
      throw new AssertionError("emptied " + file);
    }
  }
}
