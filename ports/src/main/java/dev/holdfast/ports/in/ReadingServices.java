package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** What a command that only looks may ask, for one home. Creates and changes nothing anywhere. */
public interface ReadingServices {

  /** Where state is and what is there. */
  StateReport state();

  /** What whoever only looks should know about the way the home was found; no errors. */
  List<Finding> warnings();

  /** Sessions, read from the store directly. */
  SessionQueries sessions();

  /** Turns, tokens, the archive and the audit, read from the store directly. */
  StoredHome stored();

  /** The models and agents that the configuration defines. */
  ModelQueries models();

  /** The configuration file. */
  ConfigQueries configuration();

  /** Looks the home over. */
  Doctor doctor();

  /** Whether a gateway runs on this home. */
  GatewayRuns.Status gatewayStatus();
}
