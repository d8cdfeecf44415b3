package dev.holdfast.app.wiring;

import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.GatewayRecords;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.HostName;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.state.LocationSnapshot;
import dev.holdfast.domain.state.RunningGateways;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StateLocator;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.ProcessIdentity;
import java.nio.file.Path;
import java.util.Map;

/** What this process finds around itself: its user, its variables, and the homes they lead to. */
final class Surroundings {

  private final Map<String, String> environment;
  private final UserId user;
  private final HomeLocks locks;
  private final GatewayRecords records;
  private final HomeFolders homes;

  private Surroundings(Map<String, String> environment, UserId user) {
    this.environment = environment;
    this.user = user;
    this.locks = new HomeLocks();
    this.records = new GatewayRecords(environment, user, locks);
    this.homes = new HomeFolders(user);
  }

  /** The surroundings of this process. */
  static Surroundings ofThisProcess() {
    return new Surroundings(Map.copyOf(System.getenv()), UserId.ofThisProcess());
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

  /** What an operator finds this process by. */
  ProcessIdentity process() {
    return new ProcessIdentity(ProcessHandle.current().pid(), HostName.ofThisMachine(environment));
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Where a command works: it follows a running gateway if nothing else names a home. */
  StateLocation locateForCommand(Whereabouts whereabouts) {
    return locate(
        whereabouts,
        new RunningGateways.Seen(
            records.running().stream().map(GatewayRecord::home).map(Path::toString).toList()));
  }

  /** Where a gateway works: it never follows another one. */
  StateLocation locateForGateway(Whereabouts whereabouts) {
    return locate(whereabouts, new RunningGateways.NotAsked());
  }

  private StateLocation locate(Whereabouts whereabouts, RunningGateways running) {
    return StateLocator.locate(
        new LocationSnapshot(
            whereabouts.home(),
            whereabouts.configuration(),
            environment,
            Path.of("").toAbsolutePath().toString(),
            running,
            user.value(),
            Map.of()));
  }
}
