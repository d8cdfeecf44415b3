package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StoreMaintenance.KeptIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Losses;
import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a salvage did, as it stands beside the damaged database: a line for each fact, so that an
 * operator and a later run read the same.
 *
 * @param file the database, relative to the home
 * @param unreadable pages, as ranges
 * @param hasSetAside whether rows were put aside
 * @param registered agents that were registered because they have a database
 */
record SalvageReport(
    String file,
    List<TableSalvage> tables,
    List<String> unreadable,
    boolean hasSetAside,
    List<String> registered,
    KeptIdentity identity) {

  private static final String NONE = "none";
  private static final String TOKENS = "tokens";

  /** Lines before the tables. */
  private static final int HEAD = 5;

  private static final Pattern TABLE =
      Pattern.compile(
          "table (.+): kept (\\d+), rebuilt (\\d+), set aside (\\d+), lost (\\d+)( or more)?");

  SalvageReport {
    tables = List.copyOf(tables);
    unreadable = List.copyOf(unreadable);
    registered = List.copyOf(registered);
  }

  /** The lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("database: " + file);
    lines.add("identity: " + wordsOf(identity));
    lines.add("rows set aside: " + (hasSetAside ? "yes" : NONE));
    lines.add("unreadable pages: " + joined(unreadable));
    lines.add("registered agents: " + joined(registered));
    for (TableSalvage table : tables) {
      lines.add(
          "table %s: kept %d, rebuilt %d, set aside %d, lost %d%s"
              .formatted(
                  table.table(),
                  table.kept(),
                  table.rebuilt(),
                  table.setAside(),
                  table.lost(),
                  switch (table.losses()) {
                    case COUNTED -> "";
                    case UNKNOWN -> " or more";
                  }));
    }
    return lines;
  }

  /**
   * The report that has these lines.
   *
   * @throws IllegalArgumentException if it never had them: somebody changed the file
   */
  static SalvageReport of(List<String> lines) {
    if (lines.size() < HEAD) {
      throw new IllegalArgumentException("the report was cut");
    }
    return new SalvageReport(
        valueOf(lines.get(0)),
        lines.subList(HEAD, lines.size()).stream().map(SalvageReport::table).toList(),
        parted(valueOf(lines.get(3))),
        !valueOf(lines.get(2)).equals(NONE),
        parted(valueOf(lines.get(4))),
        identityOf(valueOf(lines.get(1))));
  }

  /** Whether a token was lost, or may have been. */
  boolean losesTokens() {
    return tables.stream()
        .filter(table -> table.table().equals(TOKENS))
        .anyMatch(table -> table.lost() > 0 || table.losses() == Losses.UNKNOWN);
  }

  private static String joined(List<String> values) {
    return values.isEmpty() ? NONE : String.join(", ", values);
  }

  private static List<String> parted(String values) {
    return values.equals(NONE) ? List.of() : List.of(values.split(", ", -1));
  }

  private static String valueOf(String line) {
    int value = line.indexOf(": ");
    if (value < 0) {
      throw new IllegalArgumentException("a line of the report was changed: " + line);
    }
    return line.substring(value + 2);
  }

  private static TableSalvage table(String line) {
    Matcher told = TABLE.matcher(line);
    if (!told.matches()) {
      throw new IllegalArgumentException("a line of the report was changed: " + line);
    }
    return new TableSalvage(
        told.group(1),
        Long.parseLong(told.group(2)),
        Long.parseLong(told.group(3)),
        Long.parseLong(told.group(4)),
        Long.parseLong(told.group(5)),
        told.group(6) == null ? Losses.COUNTED : Losses.UNKNOWN);
  }

  private static String wordsOf(KeptIdentity identity) {
    return switch (identity) {
      case KeptIdentity.None() -> NONE;
      case KeptIdentity.Same(StoreId id) -> "the same, " + id;
      case KeptIdentity.Replaced(StoreId id) -> "a new one, " + id;
    };
  }

  private static KeptIdentity identityOf(String words) {
    if (words.equals(NONE)) {
      return new KeptIdentity.None();
    }
    StoreId id = new StoreId(words.substring(words.indexOf(", ") + 2));
    return words.startsWith("the same") ? new KeptIdentity.Same(id) : new KeptIdentity.Replaced(id);
  }
}
