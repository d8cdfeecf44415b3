package dev.holdfast.adapters.sqlite;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of a tree, as far as it can be read.
 *
 * <p>Source: sqlite.org/fileformat2.html, section 1.6.
 *
 * @param cells those that lie within the page
 * @param rightChild the last child of an inner page; 0 of a leaf
 * @param isWhole whether every cell can be read
 */
record BtreePage(Kind kind, List<Cell> cells, int rightChild, boolean isWhole) {

  /** What stands before the first page's own header. */
  static final int FILE_HEADER_BYTES = 100;

  private static final int LEAF_HEADER_BYTES = 8;
  private static final int INNER_HEADER_BYTES = 12;
  private static final int SMALLEST_CELL_BYTES = 4;
  private static final int LARGEST_FRACTION_LEAF = 35;

  BtreePage {
    cells = List.copyOf(cells);
  }

  /** What a page holds. */
  enum Kind {
    INNER_INDEX(0x02),
    INNER_TABLE(0x05),
    LEAF_INDEX(0x0a),
    LEAF_TABLE(0x0d);

    private final int flag;

    Kind(int flag) {
      this.flag = flag;
    }

    /** Whether the page belongs to the tree of a table with row numbers. */
    boolean isOfTable() {
      return this == INNER_TABLE || this == LEAF_TABLE;
    }

    boolean isLeaf() {
      return this == LEAF_INDEX || this == LEAF_TABLE;
    }

    static Optional<Kind> of(int flag) {
      for (Kind kind : values()) {
        if (kind.flag == flag) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * One entry.
   *
   * @param child the page below; 0 in a leaf, and where damage leads to no page
   * @param number the row's number in a table's leaf
   * @param payloadBytes size of the record; 0: the cell has none
   * @param localFrom where its first bytes lie in the page
   * @param localBytes how many of them do
   * @param overflow the page that goes on with it; 0: none
   */
  record Cell(
      int child, long number, int payloadBytes, int localFrom, int localBytes, int overflow) {}

  /** Reads a page; empty if it is no page of a tree. */
  static Optional<BtreePage> read(ByteBuffer page, int number, int pages) {
    int header = number == 1 ? FILE_HEADER_BYTES : 0;
    if (page.remaining() < header + INNER_HEADER_BYTES) {
      return Optional.empty();
    }
    return Kind.of(page.get(header)).map(kind -> read(page, header, kind, pages));
  }

  private static BtreePage read(ByteBuffer page, int header, Kind kind, int pages) {
    int first = header + (kind.isLeaf() ? LEAF_HEADER_BYTES : INNER_HEADER_BYTES);
    int told = Bytes.word(page, header + 3);
    int possible = (page.remaining() - first) / (2 + SMALLEST_CELL_BYTES);
    int count = Math.min(told, possible);
    List<Cell> cells = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      int at = Bytes.word(page, first + 2 * index);
      if (at >= first + 2 * count && at < page.remaining()) {
        cell(page, at, kind, pages).ifPresent(cells::add);
      }
    }
    int right = kind.isLeaf() ? 0 : page.getInt(header + LEAF_HEADER_BYTES);
    boolean rightIsPage = kind.isLeaf() || (right > 1 && right <= pages);
    boolean childrenArePages = kind.isLeaf() || cells.stream().allMatch(cell -> cell.child() != 0);
    return new BtreePage(
        kind,
        cells,
        rightIsPage ? right : 0,
        cells.size() == told && rightIsPage && childrenArePages);
  }

  private static Optional<Cell> cell(ByteBuffer page, int at, Kind kind, int pages) {
    try {
      int told = kind.isLeaf() ? 0 : page.getInt(at);
      // What leads nowhere may still have a row beside it.
      int child = told > 1 && told <= pages ? told : 0;
      int from = kind.isLeaf() ? at : at + Integer.BYTES;
      Bytes.Varint size = Bytes.varint(page, from);
      if (kind == Kind.INNER_TABLE) {
        return Optional.of(new Cell(child, size.value(), 0, 0, 0, 0));
      }
      if (size.value() <= 0
          || size.value() > Math.min(Integer.MAX_VALUE, (long) pages * page.limit())) {
        return Optional.empty();
      }
      int bytes = (int) size.value();
      Bytes.Varint number =
          kind == Kind.LEAF_TABLE
              ? Bytes.varint(page, size.end())
              : new Bytes.Varint(0, size.end());
      int local = local(kind, bytes, page.limit());
      boolean overflows = local < bytes;
      int overflow = overflows ? page.getInt(number.end() + local) : 0;
      boolean fits = number.end() + local <= page.limit();
      boolean leads = !overflows || (overflow > 1 && overflow <= pages);
      return fits && leads
          ? Optional.of(new Cell(child, number.value(), bytes, number.end(), local, overflow))
          : Optional.empty();
    } catch (IndexOutOfBoundsException beyondThePage) {
      return Optional.empty();
    }
  }

  /** How much of a record lies in the page itself. */
  private static int local(Kind kind, int payload, int usable) {
    int least = (usable - 12) * 32 / 255 - 23;
    int most =
        kind == Kind.LEAF_TABLE ? usable - LARGEST_FRACTION_LEAF : (usable - 12) * 64 / 255 - 23;
    if (payload <= most) {
      return payload;
    }
    int even = least + (payload - least) % (usable - 4);
    return even <= most ? even : least;
  }
}
