package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.doctor.DoctorService;
import dev.holdfast.app.files.ConfigurationFile;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.PrivateFiles;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.in.ConfigQueries;
import dev.holdfast.ports.in.ConfigurationBroken;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.HomeDoor;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.HomeRelease;
import dev.holdfast.ports.in.HomeRepairs;
import dev.holdfast.ports.in.IdentityRenewal;
import dev.holdfast.ports.in.ModelQueries;
import dev.holdfast.ports.in.OperatorServices;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.in.SecretFiles;
import dev.holdfast.ports.in.SessionQueries;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of one command line, on this machine's files. */
final class LocalServices implements OperatorServices {

  private final Surroundings surroundings;
  private final Whereabouts whereabouts;
  private final Clock clock;
  private final List<Storage> opened = new ArrayList<>();
  private final List<StateLocation> decided = new ArrayList<>(1);

  LocalServices(Surroundings surroundings, Whereabouts whereabouts, Clock clock) {
    this.surroundings = surroundings;
    this.whereabouts = whereabouts;
    this.clock = clock;
  }

  @Override
  public StateReport state() {
    return new StateReports(
            surroundings, gatewayProcess(), new StoreLooks(surroundings.homes(), clock))
        .of(location());
  }

  @Override
  public List<Finding> warnings() {
    return location().findings().stream()
        .filter(finding -> finding.severity() == Severity.WARNING)
        .toList();
  }

  @Override
  public SessionQueries sessions() {
    StateLocation.Located located = located();
    return reading(located, readingInjector(located, lenient(located)))
        .<SessionQueries>map(injector -> injector.getInstance(SessionQueries.class))
        .orElseGet(() -> new NoStoreSessions(located.home(), located.standing()));
  }

  @Override
  public StoredHome stored() {
    StateLocation.Located located = located();
    Configuration configuration = lenient(located);
    Path home = Path.of(located.realHome());
    TokensAtHand tokens = new TokensAtHand(surroundings);
    return reading(
            located,
            Injectors.maintenance(
                surroundings, home, configuration, () -> tokens.hash(home), clock))
        .<StoredHome>map(injector -> new StoredHome.Open(injector.getInstance(HomeLists.class)))
        .orElseGet(() -> new StoredHome.NoStore(located.home(), located.standing()));
  }

  @Override
  public ModelQueries models() {
    StateLocation.Located located = located();
    return switch (configuration(located)) {
      case ConfigurationReading.Valid valid ->
          Injectors.reading(Path.of(located.home()), valid.configuration(), clock)
              .getInstance(ModelQueries.class);
      case ConfigurationReading.Invalid(List<Finding> findings) ->
          throw new ConfigurationBroken(findings);
    };
  }

  @Override
  public ConfigQueries configuration() {
    return new ConfigurationChecks(this::located, surroundings.environment());
  }

  @Override
  public GatewayRuns.Status gatewayStatus() {
    return gatewayProcess().status();
  }

  @Override
  public GatewayRuns gateway() {
    return gatewayProcess();
  }

  @Override
  public HomeDoor door() {
    return new LocalHomeDoor(surroundings, this::location, clock);
  }

  @Override
  public DirectAccess direct(Consent consent) {
    StateLocation.Located located = located();
    // Whoever closes the store last clears its logs away, and a reader cannot.
    opened.forEach(Storage::close);
    opened.clear();
    return switch (configuration(located)) {
      case ConfigurationReading.Valid valid ->
          new DirectHomes(surroundings, clock)
              .take(ToldHome.of(located), consent, valid.configuration());
      case ConfigurationReading.Invalid(List<Finding> findings) ->
          throw new ConfigurationBroken(findings);
    };
  }

  @Override
  public IdentityRenewal renewIdentity(StoreId expected, Consent consent) {
    return new IdentityRenewals(surroundings, clock)
        .renew(ToldHome.of(located()), expected, consent);
  }

  @Override
  public HomeRelease release() {
    return new HolderRelease(surroundings.records(), surroundings.locks());
  }

  @Override
  public Doctor doctor() {
    return doctorService();
  }

  @Override
  public HomeRepairs repairs() {
    return doctorService();
  }

  private DoctorService doctorService() {
    return new DoctorService(
        new DoctorParts(surroundings, clock)
            .patient(location(), new DoctorParts.Told(this::state, configuration())));
  }

  @Override
  public SecretFiles secretFiles() {
    return new PrivateFiles(surroundings.user());
  }

  @Override
  public void close() {
    opened.forEach(Storage::close);
  }

  /** The configuration without its secrets: a command that looks needs none. */
  private ConfigurationReading configuration(StateLocation.Located located) {
    return new ConfigurationFile(located.configuration(), surroundings.environment())
        .load(ConfigurationFile.Secrets.LEFT_ALONE)
        .reading();
  }

  private GatewayProcess gatewayProcess() {
    return new GatewayProcess(surroundings, whereabouts, clock);
  }

  /**
   * Where state is, decided once: a gateway that ends meanwhile must not lead the rest of a command
   * to another home.
   */
  private StateLocation location() {
    if (decided.isEmpty()) {
      decided.add(surroundings.locateForCommand(whereabouts));
    }
    return decided.getFirst();
  }

  private StateLocation.Located located() {
    return switch (location()) {
      case StateLocation.Located located -> located;
      case StateLocation.NotLocated notLocated ->
          throw new StorageFailure(
              StorageFailure.Code.CANNOT_OPEN, FindingsText.of(notLocated.findings()), Map.of());
    };
  }

  /** A broken configuration must not hide conversations: the defaults are enough to find them. */
  private Configuration lenient(StateLocation.Located located) {
    return switch (configuration(located)) {
      case ConfigurationReading.Valid valid -> valid.configuration();
      case ConfigurationReading.Invalid _ -> Configuration.defaults();
    };
  }

  private Injector readingInjector(StateLocation.Located located, Configuration configuration) {
    return Injectors.reading(Path.of(located.realHome()), configuration, clock);
  }

  /** An injector whose store is open; empty if the home has none. */
  private Optional<Injector> reading(StateLocation.Located located, Injector injector) {
    // As it was named: who laid the links on the way can only be seen there.
    return switch (surroundings.homes().inspect(Path.of(located.home()))) {
      case HomeFolder.Absent _ -> Optional.empty();
      case HomeFolder.Refused(Path _, Finding finding) ->
          throw new StorageFailure(
              StorageFailure.Code.CANNOT_OPEN, FindingsText.of(List.of(finding)), Map.of());
      case HomeFolder.Present _ -> {
        Storage storage = injector.getInstance(Storage.class);
        opened.add(storage);
        yield switch (storage.openForReading()) {
          case Storage.ReadOnlyOpening.NoStore() -> Optional.empty();
          case Storage.ReadOnlyOpening.Opened _ -> Optional.of(injector);
        };
      }
    };
  }
}
