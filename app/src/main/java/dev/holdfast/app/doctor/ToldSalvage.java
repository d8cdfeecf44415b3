package dev.holdfast.app.doctor;

import dev.holdfast.ports.out.env.StoreMaintenance.KeptIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Losses;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a salvage, for who has to go on from there: first what somebody has to act on. */
final class ToldSalvage {

  /** What makes a token. */
  static final String NEW_TOKEN = "holdfast tokens create --name NAME --scope SCOPE";

  private static final String TOKENS = "tokens";

  private ToldSalvage() {}

  /** All of it. */
  static String of(Salvage.Done done) {
    return Stream.of(
            tokens(done),
            unknown(done.tables()),
            rows(done.tables()),
            done.unreadablePages().isEmpty()
                ? "Every page could be read."
                : "Pages that cannot be read: " + String.join(", ", done.unreadablePages()) + ".",
            done.setAside().isEmpty()
                ? ""
                : "Rows that fit nowhere are in " + done.setAside() + ".",
            done.registered().isEmpty()
                ? ""
                : "Registered because they have a database: "
                    + String.join(", ", done.registered())
                    + ".",
            "The damaged database is kept in " + done.quarantine() + ".",
            identity(done.identity()))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /**
   * What became of the home's own token where tokens are lost.
   *
   * @param aside where it is; empty if there was none
   */
  static String ownToken(String aside) {
    return (aside.isEmpty()
            ? ""
            : "The one that stood in the home may have been revoked: it is kept in "
                + aside
                + " and not taken in. ")
        + "The gateway makes a new one in the home at its next start.";
  }

  private static String tokens(Salvage.Done done) {
    return done.tables().stream()
        .filter(table -> table.table().equals(TOKENS) && hasLost(table))
        .map(table -> tokens(table, done.token()))
        .collect(Collectors.joining());
  }

  private static String tokens(TableSalvage table, String aside) {
    return "TOKENS ARE LOST, OR MAY BE: "
        + table.kept()
        + " kept, "
        + lost(table)
        + ". Every other is refused from now on. "
        + ownToken(aside)
        + " See those that are kept with: holdfast tokens list. Make others with: "
        + NEW_TOKEN
        + ".";
  }

  private static String unknown(List<TableSalvage> tables) {
    String these =
        tables.stream()
            .filter(table -> table.losses() == Losses.UNKNOWN)
            .map(TableSalvage::table)
            .collect(Collectors.joining(", "));
    return these.isEmpty()
        ? ""
        : "Not all of these could be read, and how many rows they had is not known: " + these + ".";
  }

  private static String rows(List<TableSalvage> tables) {
    return "Rows by table: "
        + tables.stream()
            .filter(
                table -> hasLost(table) || table.kept() + table.rebuilt() + table.setAside() > 0)
            .map(ToldSalvage::row)
            .collect(Collectors.joining("; "))
        + ".";
  }

  private static String row(TableSalvage table) {
    return "%s: %d kept, %d rebuilt, %d set aside, %s"
        .formatted(table.table(), table.kept(), table.rebuilt(), table.setAside(), lost(table));
  }

  private static String lost(TableSalvage table) {
    return switch (table.losses()) {
      case COUNTED -> table.lost() + " lost";
      case UNKNOWN ->
          table.lost() == 0 ? "an unknown number lost" : "at least %d lost".formatted(table.lost());
    };
  }

  private static boolean hasLost(TableSalvage table) {
    return table.lost() > 0 || table.losses() == Losses.UNKNOWN;
  }

  private static String identity(KeptIdentity identity) {
    return switch (identity) {
      case KeptIdentity.None() -> "";
      case KeptIdentity.Same(var id) -> "The store is still " + id.value() + ".";
      case KeptIdentity.Replaced(var id) -> "The store is " + id.value() + " from now on.";
    };
  }
}
