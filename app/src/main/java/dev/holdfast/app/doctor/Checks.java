package dev.holdfast.app.doctor;

import java.util.List;

/** Every check there is, in the order they look: what others rest on comes first. */
final class Checks {

  static final List<Check> ALL =
      List.of(
          new LocationCheck(),
          new ShadowTreesCheck(),
          new DivergentStoresCheck(),
          new LockAndRecordCheck(),
          new PermissionsCheck(),
          new LinksCheck(),
          new ConfigurationCheck(),
          new FileSystemCheck(),
          new DiskSpaceCheck(),
          new EngineCheck(),
          new IntegrityCheck(),
          new SchemaCheck(),
          new JournalModeCheck(),
          new ForeignKeysCheck(),
          new OrphansCheck(),
          new LogSizeCheck(),
          new AgentsCheck(),
          new TurnsCheck(),
          new ClockCheck(),
          new PortCheck(),
          new TokenCheck(),
          new LegacyStateCheck());

  private Checks() {}
}
