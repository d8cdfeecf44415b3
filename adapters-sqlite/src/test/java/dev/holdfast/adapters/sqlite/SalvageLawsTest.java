package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreMaintenance.Losses;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

@Label("Whatever pages are damaged, a salvage ends, is sound, and keeps rows as they were")
class SalvageLawsTest {

  private static final int PAGE = 2048;

  /** Rows of a page, and as many whose content goes on in it. */
  private static final int MOST_EVENTS_A_PAGE = 12;

  /** What a row is known by, and what mending may change of it. */
  private static final Map<String, List<String>> AS_IT_WAS =
      Map.of(
          "events",
          List.of(
              "session_id", "sequence", "event_id", "turn_id", "at_micros", "payload", "tokens"),
          "turns",
          List.of("turn_number", "turn_id", "session_key", "session_id", "state", "epoch", "owner"),
          "artifacts",
          List.of("artifact_id", "content"),
          "responses",
          List.of("response_id", "session_id", "turn_id", "settings", "extra"),
          "changes",
          List.of("change_number", "kind", "session_key", "turn_id"));

  /** Each has an index of every row. Of changes nobody knows where their old end was. */
  private static final Set<String> COUNTED = Set.of("events", "turns", "artifacts", "responses");

  /** How pages of trees begin. */
  private static final Set<Byte> TREE_PAGES =
      Set.of((byte) 0x02, (byte) 0x05, (byte) 0x0a, (byte) 0x0d);

  private static Path folder;
  private static byte[] healthy;
  private static Map<String, Set<String>> rows;

  @BeforeContainer
  static void fill() throws Exception {
    folder = Files.createTempDirectory("holdfast-salvage");
    Path home = Files.createDirectory(folder.resolve("home"));
    FilledHome.make(home, 10, 14);
    healthy = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    rows = rows(home);
    Folders.delete(home);
  }

  @AfterContainer
  static void clear() throws IOException {
    Folders.delete(folder);
  }

  private enum Damage {
    ZEROS {
      @Override
      void apply(byte[] file, int from, int to, Random random) {
        Arrays.fill(file, from, to, (byte) 0);
      }
    },
    NOISE {
      @Override
      void apply(byte[] file, int from, int to, Random random) {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, file, from, noise.length);
      }
    },
    /** Of a tree: what else a row goes on with cannot be told from what it should go on with. */
    ANOTHER_PAGE {
      @Override
      void apply(byte[] file, int from, int to, Random random) {
        int other = random.nextInt(file.length / PAGE) * PAGE;
        while (!TREE_PAGES.contains(file[other])) {
          other = random.nextInt(file.length / PAGE) * PAGE;
        }
        System.arraycopy(file.clone(), other, file, from, to - from);
      }
    },
    HEADER {
      @Override
      void apply(byte[] file, int from, int to, Random random) {
        byte[] noise = new byte[16];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, file, from, noise.length);
      }
    };

    abstract void apply(byte[] file, int from, int to, Random random);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void it_never_fails_and_invents_nothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int pages, @ForAll Damage damage)
      throws Exception {
    byte[] file = healthy.clone();
    Random random = new Random(seed);
    for (int count = 0; count < pages; count++) {
      int from = random.nextInt(file.length / PAGE) * PAGE;
      damage.apply(file, from, from + PAGE, random);
    }

    long events = assertSalvaged(file);
    assertThat(events)
        .as("a page holds few events, and what leads to others is not needed")
        .isGreaterThanOrEqualTo(rows.get("events").size() - (long) pages * MOST_EVENTS_A_PAGE);
  }

  /** Either the table is whole or its index, which has an entry for each row. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void of_one_page_everything_that_is_gone_is_counted(
      @ForAll long seed, @ForAll("ofWholePages") Damage damage) throws Exception {
    byte[] file = healthy.clone();
    Random random = new Random(seed);
    int from = (1 + random.nextInt(file.length / PAGE - 1)) * PAGE;
    damage.apply(file, from, from + PAGE, random);

    var _ = assertSalvaged(file, table -> COUNTED.contains(table.table()));
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void a_table_that_is_told_as_counted_lost_no_more_than_is_told(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int pages,
      @ForAll("ofWholePages") Damage damage)
      throws Exception {
    byte[] file = healthy.clone();
    Random random = new Random(seed);
    for (int count = 0; count < pages; count++) {
      int from = random.nextInt(file.length / PAGE) * PAGE;
      damage.apply(file, from, from + PAGE, random);
    }

    var _ = assertSalvaged(file, table -> table.losses() == Losses.COUNTED);
  }

  @Provide
  Arbitrary<Damage> ofWholePages() {
    return Arbitraries.of(Damage.ZEROS, Damage.NOISE);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void a_file_that_was_cut_is_salvaged_too(@ForAll @IntRange(min = 1, max = 99) int percent)
      throws Exception {
    var _ = assertSalvaged(Arrays.copyOf(healthy, (int) (healthy.length * (long) percent / 100)));
  }

  /** Says how many events were kept. */
  private static long assertSalvaged(byte[] file) throws Exception {
    return assertSalvaged(file, table -> false);
  }

  /**
   * Says how many events were kept.
   *
   * @param counted tables of which no row may be gone without being told
   */
  private static long assertSalvaged(byte[] file, Predicate<TableSalvage> counted)
      throws Exception {
    Path home = Files.createTempDirectory(folder, "home");
    Path database = home.resolve(RawDatabase.AGENT);
    Files.createDirectories(database.getParent());
    Files.write(database, file);

    Salvage salvage =
        new Salvager(
                home,
                DatabaseFile.in(home, RawDatabase.AGENT),
                Schema.AGENT,
                Samples.at(0),
                StoreFolder::usableBytes,
                StoreProgress.NONE)
            .run(LostIdentity.REFUSED);

    if (salvage instanceof Salvage.Sound) {
      assertThat(database).as("damage that SQLite does not see").hasBinaryContent(file);
      Folders.delete(home);
      return rows.get("events").size();
    }
    assertThat(salvage).isInstanceOf(Salvage.Done.class);
    try (RawDatabase raw = RawDatabase.open(database)) {
      assertThat(raw.value("PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(raw.rows("PRAGMA foreign_key_check")).isEmpty();
    }
    Map<String, Set<String>> kept = rows(home);
    kept.forEach(
        (table, salvaged) ->
            assertThat(salvaged)
                .as(table)
                .filteredOn(row -> !rows.get(table).contains(row))
                .isEmpty());
    for (TableSalvage table : ((Salvage.Done) salvage).tables()) {
      if (AS_IT_WAS.containsKey(table.table())) {
        assertThat(table.kept() + table.rebuilt()).isEqualTo(kept.get(table.table()).size());
        if (counted.test(table)) {
          assertThat(table.kept() + table.rebuilt() + table.setAside() + table.lost())
              .as("told of %s", table.table())
              .isGreaterThanOrEqualTo(rows.get(table.table()).size());
        }
      }
    }
    try (Connection connection = Connections.openUnused(DatabaseFile.in(home, RawDatabase.AGENT))) {
      assertThat(OrphanQuery.findAll(connection, Depth.FULL)).isEmpty();
    }
    Folders.delete(home);
    return kept.get("events").size();
  }

  private static Map<String, Set<String>> rows(Path home) throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      Map<String, Set<String>> rows = new TreeMap<>();
      for (Map.Entry<String, List<String>> table : AS_IT_WAS.entrySet()) {
        String columns = String.join(", ", table.getValue());
        rows.put(
            table.getKey(),
            raw.rows("SELECT " + columns + " FROM " + table.getKey()).stream()
                .collect(Collectors.toSet()));
      }
      return rows;
    }
  }
}
