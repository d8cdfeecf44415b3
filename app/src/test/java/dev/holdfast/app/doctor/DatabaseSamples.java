package dev.holdfast.app.doctor;

import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import dev.holdfast.ports.out.env.DatabaseFacts.LeaseState;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Role;
import dev.holdfast.ports.out.env.DatabaseFacts.SchemaState;
import dev.holdfast.ports.out.env.DatabaseFacts.Settings;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import dev.holdfast.ports.out.env.DatabaseFacts.UnendedTurn;
import dev.holdfast.ports.out.env.DatabaseFacts.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the look at a database may tell. */
final class DatabaseSamples {

  static final Settings SETTINGS = new Settings("wal", 4096, 10, 0, View.WHOLE);
  static final SchemaState CURRENT = new SchemaState(Standing.CURRENT, "2", "2");
  static final Integrity SOUND = new Integrity.Checked(List.of(), List.of());
  static final long LARGE = 65L * 1024 * 1024;

  private DatabaseSamples() {}

  static UnendedTurn turn(String id, LeaseState lease) {
    return new UnendedTurn(id, "agent:main:main", "running", "p", 1, Instant.EPOCH, lease);
  }

  static Content.Inspected content(
      Settings settings,
      SchemaState schema,
      Integrity integrity,
      List<Orphans> orphans,
      List<UnendedTurn> turns) {
    return new Content.Inspected(
        settings, schema, integrity, Map.of(), orphans, turns, List.of(), List.of());
  }

  static DatabaseFacts database(Content content) {
    return new DatabaseFacts(
        Clinic.AGENT, new Role.Agent("main"), Registration.REGISTERED, 10, 0, content);
  }
}
