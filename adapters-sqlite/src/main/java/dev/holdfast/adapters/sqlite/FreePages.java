package dev.holdfast.adapters.sqlite;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Set;

/**
 * The pages of a file that hold nothing any more: rows in them were removed or are old versions,
 * and are not to be found again.
 *
 * <p>Source: sqlite.org/fileformat2.html, section 1.5.
 */
final class FreePages {

  private static final int FIRST_AT = 32;
  private static final int COUNT_AT = 36;

  /** Rows of these never change: an old version of one is the only version. */
  private static final Set<String> NEVER_CHANGED =
      Set.of("events", "artifacts", "adopted_events", "audit", "former_identities");

  private final BitSet free = new BitSet();
  private final DamagedPages pages;
  private boolean isWhole = true;

  private FreePages(DamagedPages pages) {
    this.pages = pages;
  }

  static FreePages of(DamagedPages pages) {
    FreePages all = new FreePages(pages);
    if (pages.hasHeader()) {
      all.follow(pages.page(1).getInt(FIRST_AT), pages.page(1).getInt(COUNT_AT));
    } else {
      all.search();
    }
    return all;
  }

  boolean has(int page) {
    return free.get(page);
  }

  /** Whether rows of a table may be taken from a page that no tree leads to. */
  boolean mayBeTaken(String table) {
    return isWhole || NEVER_CHANGED.contains(table);
  }

  private void follow(int first, int count) {
    int next = first;
    while (next != 0 && isWhole) {
      ByteBuffer trunk = isPage(next) ? pages.page(next) : ByteBuffer.allocate(0);
      isWhole = !free.get(next) && isTrunk(trunk);
      if (isWhole) {
        next = add(next, trunk);
      }
    }
    isWhole = isWhole && free.cardinality() == count;
  }

  /** Without a header nothing leads there, so they are known by what they look like. */
  private void search() {
    for (int number = 2; number <= pages.count(); number++) {
      ByteBuffer page = pages.page(number);
      if (isTrunk(page) && page.getInt(Integer.BYTES) > 0) {
        add(number, page);
      }
    }
  }

  private int add(int number, ByteBuffer trunk) {
    free.set(number);
    for (int index = 0; index < trunk.getInt(Integer.BYTES); index++) {
      free.set(trunk.getInt((2 + index) * Integer.BYTES));
    }
    return trunk.getInt(0);
  }

  private boolean isTrunk(ByteBuffer page) {
    if (page.remaining() < pages.pageBytes()) {
      return false;
    }
    int next = page.getInt(0);
    int count = page.getInt(Integer.BYTES);
    if ((next != 0 && !isPage(next)) || count < 0 || count > page.limit() / Integer.BYTES - 2) {
      return false;
    }
    for (int index = 0; index < count; index++) {
      if (!isPage(page.getInt((2 + index) * Integer.BYTES))) {
        return false;
      }
    }
    return true;
  }

  private boolean isPage(int number) {
    return number > 1 && number <= pages.count();
  }
}
