package dev.holdfast.domain.turn;

import java.util.Locale;
import java.util.Map;

/**
 * Why a turn ended that was not answered and did not fail, as it is told: what is stored of it is
 * one word.
 *
 * @param cause the word, in {@code snake_case}; empty where what is stored is a sentence
 * @param message the same for people; empty where nothing is stored of it
 */
public record EndReason(String cause, String message) {

  /** Somebody asked to stop it. */
  public static final String REQUESTED = "requested";

  private static final String KEPT = " What it was asked is kept.";

  private static final Map<String, String> MESSAGES =
      Map.ofEntries(
          Map.entry(REQUESTED, "Somebody asked to stop it."),
          Map.entry("caller_gone", "Whoever asked went away."),
          Map.entry("token_revoked", "Its token was revoked while it waited."),
          Map.entry("shutdown", "The gateway stopped before the model had answered." + KEPT),
          Map.entry("owner_gone", "The process that ran it is gone." + KEPT),
          Map.entry("begin_not_stored", "Its begin could not be stored, so nothing was asked."),
          Map.entry("end_not_stored", "Its end could not be stored when it came." + KEPT),
          recovered(StuckReason.OWNER_GONE, "the process that ran it is gone."),
          recovered(StuckReason.NOT_AT_WORK, "its process did not work on it."),
          recovered(StuckReason.LEASE_EXPIRED, "its process did not renew its lease."),
          recovered(
              StuckReason.WITHOUT_LEASE,
              "the lease of its session was not its own, so its end could never be stored."),
          recovered(StuckReason.OVERDUE, "it hung longer than a turn may take."),
          recovered(StuckReason.STRAY_LEASE, "only its lease was left."));

  private static Map.Entry<String, String> recovered(StuckReason reason, String why) {
    return Map.entry(recovered(reason), "An operator ended it: " + why + KEPT);
  }

  /** What is stored of a turn that was stuck and was ended for it. */
  public static String recovered(StuckReason reason) {
    return "recovered_" + reason.name().toLowerCase(Locale.ROOT);
  }

  /** Tells what is stored. */
  public static EndReason of(String stored) {
    return MESSAGES.containsKey(stored)
        ? new EndReason(stored, MESSAGES.getOrDefault(stored, stored))
        : new EndReason("", stored);
  }
}
