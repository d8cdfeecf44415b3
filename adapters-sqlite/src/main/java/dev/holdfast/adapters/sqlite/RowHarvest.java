package dev.holdfast.adapters.sqlite;

import dev.holdfast.adapters.sqlite.BtreePage.Cell;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects every row that can be read from the pages of a damaged database: along the trees from
 * their roots, and then from pages that no tree leads to any more because what led there is
 * damaged. Such a page is taken only if its records can be those of one table alone.
 */
final class RowHarvest {

  private static final int SCHEMA_ROOT = 1;
  private static final int PAGES_BETWEEN_TELLING = 1_024;

  private final DamagedPages pages;
  private final List<TableShape> shapes;
  private final Sink sink;
  private final Told told;
  private final FreePages free;
  private final BitSet taken = new BitSet();
  private final BitSet overflow = new BitSet();
  private final BitSet damaged = new BitSet();
  private final Set<String> whole = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<String, Long> entries = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private int read;

  RowHarvest(DamagedPages pages, List<TableShape> shapes, Sink sink, Told told) {
    this.pages = pages;
    this.shapes = shapes;
    this.sink = sink;
    this.told = told;
    this.free = FreePages.of(pages);
  }

  /** Takes rows in no order; one may come twice. */
  interface Sink {
    void row(String table, Map<String, @Nullable Object> row) throws SQLException;
  }

  /** Hears how many pages are read. */
  interface Told {
    void pages(int read);
  }

  /** Takes a record that was read, if it is of the tree that led to it. */
  private interface Visitor {
    boolean fits(StoredRecord stored, long number) throws SQLException;
  }

  /** A record of a page, and the number that its cell gives the row. */
  private record Found(StoredRecord stored, long number) {}

  /** Reads everything. */
  void run() throws SQLException {
    told.pages(0);
    Map<String, Integer> roots = roots();
    for (Map.Entry<String, Integer> root : roots.entrySet()) {
      Optional<TableShape> known =
          shapes.stream().filter(shape -> treeOf(shape).equals(root.getKey())).findFirst();
      if (known.isPresent()) {
        TableShape shape = known.get();
        boolean isWhole =
            walk(root.getValue(), shape.keyedByNumber(), (stored, row) -> take(shape, stored, row));
        if (isWhole && shape.isTable()) {
          whole.add(shape.name());
        }
        if (isWhole && !shape.isPartial()) {
          counted.add(shape.name());
        }
      } else {
        walkUnknown(root.getKey(), root.getValue());
      }
    }
    takeUnreached();
  }

  /** Pages that cannot be read, or not all of them. */
  BitSet damaged() {
    BitSet all = (BitSet) damaged.clone();
    all.or(pages.unreadable());
    return all;
  }

  /** Whether every row of a table was found where it belongs. */
  boolean isWhole(String table) {
    return whole.contains(table);
  }

  /** Whether the number of a table's rows is known, as every one of them or its entry was read. */
  boolean isCounted(String table) {
    return counted.contains(table) && pages.unbelievedFrames() == 0;
  }

  /** How many rows a table had at least, as its indexes tell. */
  long indexed(String table) {
    return shapes.stream()
        .filter(shape -> shape.name().equals(table) && !shape.isTable() && !shape.isPartial())
        .mapToLong(shape -> entries.getOrDefault(shape.index(), 0L))
        .max()
        .orElse(0);
  }

  /**
   * The last number that a table gave a row, if it counts them; 0: it does not, or that is lost.
   */
  long lastNumber(String table) {
    return sequences.getOrDefault(table, 0L);
  }

  private static String treeOf(TableShape shape) {
    return shape.isTable() ? shape.name() : shape.index();
  }

  /** The root of each tree by its name. */
  private Map<String, Integer> roots() throws SQLException {
    Map<String, Integer> roots = new HashMap<>();
    walk(
        SCHEMA_ROOT,
        true,
        (stored, number) -> {
          boolean fits =
              stored.values().size() == 5
                  && stored.values().get(1) instanceof String
                  && stored.values().get(3) instanceof Long root
                  && root <= pages.count();
          if (fits
              && stored.values().get(1) instanceof String name
              && stored.values().get(3) instanceof Long root
              && root > SCHEMA_ROOT) {
            roots.put(name, root.intValue());
          }
          return fits;
        });
    return roots;
  }

  /** A tree whose rows are not wanted. */
  private void walkUnknown(String name, int root) throws SQLException {
    boolean keyed =
        BtreePage.read(pages.page(root), root, pages.count())
            .map(page -> page.kind().isOfTable())
            .orElse(true);
    walk(
        root,
        keyed,
        (stored, number) -> {
          if (name.equals("sqlite_sequence")
              && stored.values().size() == 2
              && stored.values().get(0) instanceof String table
              && stored.values().get(1) instanceof Long last) {
            sequences.merge(table, last, Math::max);
          }
          return false;
        });
  }

  private boolean take(TableShape shape, StoredRecord stored, long number) throws SQLException {
    Optional<Map<String, @Nullable Object>> row = shape.row(stored, number);
    if (row.isPresent() && shape.isTable()) {
      sink.row(shape.name(), row.get());
    } else if (row.isPresent()) {
      entries.merge(shape.index(), 1L, Long::sum);
    }
    return row.isPresent();
  }

  /**
   * Follows a tree. A damaged page may lead into another tree, whose pages are not taken then: what
   * leads there rightly comes later.
   *
   * @return whether every page of it could be read, and every record was one of it
   */
  private boolean walk(int root, boolean keyed, Visitor visitor) throws SQLException {
    boolean isWhole = true;
    BitSet seen = new BitSet();
    Deque<Integer> waiting = new ArrayDeque<>();
    waiting.push(root);
    while (!waiting.isEmpty()) {
      int number = waiting.pop();
      if (seen.get(number) || taken.get(number)) {
        isWhole = false;
        continue;
      }
      seen.set(number);
      tell();
      ByteBuffer bytes = pages.page(number);
      Optional<BtreePage> page =
          BtreePage.read(bytes, number, pages.count())
              .filter(found -> found.kind().isOfTable() == keyed);
      if (page.isEmpty()) {
        damaged.set(number);
        isWhole = false;
        continue;
      }
      push(waiting, page.get().rightChild());
      page.get().cells().reversed().forEach(cell -> push(waiting, cell.child()));
      isWhole &= visit(number, bytes, page.get(), visitor);
    }
    return isWhole;
  }

  private boolean visit(int number, ByteBuffer bytes, BtreePage page, Visitor visitor)
      throws SQLException {
    if (!page.isWhole()) {
      damaged.set(number);
    }
    boolean isWhole = page.isWhole();
    for (Cell cell : page.cells()) {
      Optional<StoredRecord> stored = stored(bytes, cell, number);
      if (stored.isPresent() && visitor.fits(stored.get(), cell.number())) {
        taken.set(number);
      } else {
        isWhole &= page.kind() == BtreePage.Kind.INNER_TABLE;
      }
    }
    return isWhole;
  }

  private static void push(Deque<Integer> waiting, int page) {
    if (page != 0) {
      waiting.push(page);
    }
  }

  private void tell() {
    read++;
    if (read % PAGES_BETWEEN_TELLING == 0) {
      told.pages(Math.min(read, pages.count()));
    }
  }

  private void takeUnreached() throws SQLException {
    for (int number = SCHEMA_ROOT + 1; number <= pages.count(); number++) {
      if (!taken.get(number) && !overflow.get(number) && !free.has(number)) {
        takeUnreached(number);
      }
    }
  }

  private void takeUnreached(int number) throws SQLException {
    ByteBuffer bytes = pages.page(number);
    Optional<BtreePage> read = BtreePage.read(bytes, number, pages.count());
    if (read.isEmpty() || !read.get().isWhole()) {
      return;
    }
    List<Found> found =
        read.get().cells().stream()
            .flatMap(
                cell ->
                    stored(bytes, cell, number)
                        .map(stored -> new Found(stored, cell.number()))
                        .stream())
            .toList();
    List<TableShape> possible =
        shapes.stream()
            .filter(shape -> shape.keyedByNumber() == read.get().kind().isOfTable())
            .filter(shape -> found.stream().allMatch(one -> shape.row(one.stored(), 1).isPresent()))
            .toList();
    if (possible.size() == 1 && free.mayBeTaken(possible.getFirst().name())) {
      for (Found one : found) {
        var _ = take(possible.getFirst(), one.stored(), one.number());
      }
    }
  }

  private Optional<StoredRecord> stored(ByteBuffer page, Cell cell, int number) {
    if (cell.payloadBytes() == 0) {
      return Optional.empty();
    }
    Optional<StoredRecord> stored =
        cell.overflow() == 0
            ? StoredRecord.read(page.slice(cell.localFrom(), cell.localBytes()))
            : overflowing(page, cell).flatMap(StoredRecord::read);
    if (stored.isEmpty()) {
      damaged.set(number);
    }
    return stored;
  }

  /** A record that goes on in other pages; empty if they are not as many as it says. */
  private Optional<ByteBuffer> overflowing(ByteBuffer page, Cell cell) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(Bytes.copy(page, cell.localFrom(), cell.localBytes()));
    int next = cell.overflow();
    while (whole.size() < cell.payloadBytes()) {
      if (next <= SCHEMA_ROOT || next > pages.count()) {
        return Optional.empty();
      }
      ByteBuffer bytes = pages.page(next);
      if (bytes.remaining() < pages.pageBytes()) {
        return Optional.empty();
      }
      overflow.set(next);
      int rest = cell.payloadBytes() - whole.size();
      whole.writeBytes(
          Bytes.copy(bytes, Integer.BYTES, Math.min(rest, pages.pageBytes() - Integer.BYTES)));
      next = bytes.getInt(0);
    }
    return next == 0 ? Optional.of(ByteBuffer.wrap(whole.toByteArray())) : Optional.empty();
  }
}
