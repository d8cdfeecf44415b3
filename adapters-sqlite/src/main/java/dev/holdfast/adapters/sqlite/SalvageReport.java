package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StoreMaintenance.KeptIdentity;
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
 */
record SalvageReport(
    String file,
    List<TableSalvage> tables,
    List<String> unreadable,
    boolean hasSetAside,
    KeptIdentity identity) {

  private static final String NONE = "none";

  /** Lines before the tables. */
  private static final int HEAD = 4;

  private static final Pattern TABLE =
      Pattern.compile("table (.+): kept (\\d+), rebuilt (\\d+), set aside (\\d+), lost (\\d+)");

  SalvageReport {
    tables = List.copyOf(tables);
    unreadable = List.copyOf(unreadable);
  }

  /** The lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("database: " + file);
    lines.add("identity: " + wordsOf(identity));
    lines.add("rows set aside: " + (hasSetAside ? "yes" : NONE));
    lines.add("unreadable pages: " + (unreadable.isEmpty() ? NONE : String.join(", ", unreadable)));
    for (TableSalvage table : tables) {
      lines.add(
          "table %s: kept %d, rebuilt %d, set aside %d, lost %d"
              .formatted(
                  table.table(), table.kept(), table.rebuilt(), table.setAside(), table.lost()));
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
    String unreadable = valueOf(lines.get(3));
    return new SalvageReport(
        valueOf(lines.get(0)),
        lines.subList(HEAD, lines.size()).stream().map(SalvageReport::table).toList(),
        unreadable.equals(NONE) ? List.of() : List.of(unreadable.split(", ", -1)),
        !valueOf(lines.get(2)).equals(NONE),
        identityOf(valueOf(lines.get(1))));
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
        Long.parseLong(told.group(5)));
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
