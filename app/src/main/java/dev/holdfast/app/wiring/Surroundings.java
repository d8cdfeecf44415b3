package dev.holdfast.app.wiring;

import dev.holdfast.app.files.GatewayPresence;
import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.GatewayRecords;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.HomeLook;
import dev.holdfast.app.files.HostName;
import dev.holdfast.app.files.Places;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.state.LocationSnapshot;
import dev.holdfast.domain.state.RunningGateways;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StateLocator;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.HomeInspection;
import dev.holdfast.ports.out.env.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What this process finds around itself: its user, its variables, and the homes they lead to. */
final class Surroundings {

  /** Looking at the homes that are named tells which others to look at; those tell no more. */
  private static final int ROUNDS = 2;

  private final Map<String, String> environment;
  private final UserId user;
  private final HomeLocks locks;
  private final GatewayRecords records;
  private final HomeFolders homes;
  private final Places places;

  private Surroundings(Map<String, String> environment, UserId user, Path usersRoot) {
    this.environment = environment;
    this.user = user;
    this.locks = new HomeLocks(environment, user, usersRoot);
    this.records = new GatewayRecords(environment, user, usersRoot, locks);
    this.homes = new HomeFolders(user);
    this.places = new Places(user);
  }

  /** The surroundings of this process. */
  static Surroundings ofThisProcess() {
    return of(System.getenv(), UserId.ofThisProcess(), GatewayRecords.USERS_ROOT);
  }

  /**
   * The surroundings that these variables make.
   *
   * @param usersRoot where the system keeps one private folder for each user who is logged in
   */
  static Surroundings of(Map<String, String> environment, UserId user, Path usersRoot) {
    return new Surroundings(Map.copyOf(environment), user, usersRoot);
  }

  UserId user() {
    return user;
  }

  /** What the operating system calls the user; the number where it has no name. */
  String userName() {
    return ProcessHandle.current().info().user().orElseGet(user::toString);
  }

  HomeLocks locks() {
    return locks;
  }

  GatewayRecords records() {
    return records;
  }

  HomeFolders homes() {
    return homes;
  }

  /** The user who owns a home, or the folder it would be made in. */
  UserId ownerOf(Path home) {
    return new UserId(places.at(home.toString()).owner());
  }

  /** The facts of a home's files. */
  HomeInspection lookAt(Path home, Path... near) {
    return new HomeLook(home, user, locks, records, List.of(near), HomeLook.MOUNTS);
  }

  /** The homes that may be used: of this user, or with consent also one of its owner. */
  HomeFolders homesFor(Path home, Consent consent) {
    return switch (consent) {
      case NONE -> homes;
      case AS_OWNER -> new HomeFolders(ownerOf(home));
    };
  }

  /** What stands at paths, as this user sees it. */
  Places places() {
    return places;
  }

  /** What an operator finds this process by. */
  ProcessIdentity process() {
    return new ProcessIdentity(ProcessHandle.current().pid(), HostName.ofThisMachine(environment));
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Where a command works: it follows a running gateway if nothing else names a home. */
  StateLocation locateForCommand(Whereabouts whereabouts) {
    List<String> homes =
        records.running().stream().map(GatewayRecord::home).map(Path::toString).toList();
    LocationSnapshot snapshot = snapshot(whereabouts, new RunningGateways.Seen(homes));
    return StateLocator.locate(
        StateLocator.homeMeantByShadow(snapshot)
            .flatMap(this::gatewayOn)
            .map(home -> Stream.concat(homes.stream(), Stream.of(home)).toList())
            .map(all -> withPlaces(snapshot.with(new RunningGateways.Seen(all))))
            .orElse(snapshot));
  }

  /** Where a gateway works: it never follows another one. */
  StateLocation locateForGateway(Whereabouts whereabouts) {
    return StateLocator.locate(snapshot(whereabouts, new RunningGateways.NotAsked()));
  }

  /**
   * The home of the gateway that runs on the home which an agent's variables hide: its record is in
   * a runtime folder that they hide too.
   */
  private Optional<String> gatewayOn(String home) {
    return switch (records.presence(Path.of(home))) {
      case GatewayPresence.Running running -> Optional.of(running.record().home().toString());
      case GatewayPresence.NotRunning() -> Optional.empty();
      case GatewayPresence.Unannounced _ -> Optional.empty();
      case GatewayPresence.HeldUnknown _ -> Optional.empty();
    };
  }

  private LocationSnapshot snapshot(Whereabouts whereabouts, RunningGateways running) {
    return withPlaces(
        new LocationSnapshot(
            whereabouts.home(),
            whereabouts.configuration(),
            environment,
            Path.of("").toAbsolutePath().toString(),
            running,
            user.value(),
            Map.of()));
  }

  private LocationSnapshot withPlaces(LocationSnapshot snapshot) {
    LocationSnapshot known = snapshot;
    for (int round = 0; round < ROUNDS; round++) {
      known = known.with(places.at(StateLocator.placesToLookAt(known)));
    }
    return known;
  }
}
