package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.endtoend.Incident.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The incident that the guard is made for: an operator resets a session from a shell whose HOME is
 * the isolated home of an agent.
 */
@DisplayName("A command from a shell whose HOME is an agent's isolated home")
final class ShadowHomeIT {

  private static final int REFUSED = 4;

  /** Folders that a process could leave something in without being told to. */
  private static final List<Path> SHARED_FOLDERS =
      List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  @TempDir private Path scratch;

  private static Finished refused(Finished finished, Incident incident) {
    assertThat(finished.exit()).as(finished.out() + finished.err()).isEqualTo(REFUSED);
    assertThat(finished.err()).contains(incident.canonical().toString()).contains("--home");
    return finished;
  }

  private static Finished done(Finished finished) {
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return finished;
  }

  /** What was said before the change: findings may stand before it, the result never. */
  private static String notice(Finished finished) {
    return finished
        .err()
        .lines()
        .filter(line -> line.contains(": home "))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void refuses_to_write_and_leaves_no_new_file_anywhere(Tree tree)
      throws IOException, InterruptedException {
    Incident incident = new Incident(scratch, tree);
    incident.seeded();
    Path temporary = Files.createDirectory(incident.user().resolve("tmp"));
    Map<String, String> ownTemporary =
        Map.of(
            "TMPDIR",
            temporary.toString(),
            "HOLDFAST_JAVA_OPTIONS",
            "-Djava.io.tmpdir=" + temporary);
    FileTree before = FileTree.of(incident.user());
    Set<String> shared = sharedNames();

    // What has a fixed name goes where temporary files are said to go. What a JVM puts into a
    // shared folder whatever is said has the number of its process in its name, so it would come
    // each time, as what others do there does not.
    Set<String> left = new TreeSet<>();
    for (int round = 0; round < 3; round++) {
      refused(incident.wrong(ownTemporary, "sessions", "reset", Incident.KEY), incident);
      Set<String> now = sharedNames();
      Set<String> fresh = new TreeSet<>(now);
      fresh.removeAll(shared);
      fresh = fresh.stream().map(ShadowHomeIT::kind).collect(Collectors.toCollection(TreeSet::new));
      if (round == 0) {
        left.addAll(fresh);
      } else {
        left.retainAll(fresh);
      }
      shared = now;
    }

    assertThat(left).isEmpty();
    assertThat(before.changesTo(FileTree.of(incident.user()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void goes_through_the_gateway_when_one_runs_and_says_so_first(Tree tree)
      throws InterruptedException {
    Incident incident = new Incident(scratch, tree);
    String old = incident.seeded();
    FileTree shadow = FileTree.of(incident.isolated());

    try (RunningGateway gateway = incident.start()) {
      Finished reset = done(incident.wrong("sessions", "reset", Incident.KEY));

      assertThat(notice(reset))
          .contains("through gateway " + gateway.url())
          .contains(incident.canonical().toString())
          .contains(
              incident.canonical().resolve("agents/main/agent/holdfast-agent.sqlite").toString())
          .contains(gateway.storeId());
      assertThat(incident.sessionId()).isNotEqualTo(old);
      gateway.stop();
    }
    assertThat(shadow.changesTo(FileTree.of(incident.isolated()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void works_directly_where_the_home_is_named_and_says_so_first(Tree tree)
      throws InterruptedException {
    Incident incident = new Incident(scratch, tree);
    String old = incident.seeded();
    FileTree shadow = FileTree.of(incident.isolated());

    Finished reset =
        done(
            incident.wrong(
                "sessions", "reset", Incident.KEY, "--home", incident.canonical().toString()));

    assertThat(notice(reset))
        .contains("directly")
        .contains(
            incident.canonical().resolve("agents/main/agent/holdfast-agent.sqlite").toString());
    assertThat(incident.sessionId()).isNotEqualTo(old);
    assertThat(shadow.changesTo(FileTree.of(incident.isolated()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void leaves_a_shadow_store_that_is_there_as_it_is(Tree tree) throws InterruptedException {
    Incident incident = new Incident(scratch, tree);
    String old = incident.seeded();
    try (RunningGateway gateway = incident.start(incident.shadow())) {
      gateway.raw().chat(RawClient.Chat.of(Incident.KEY, "In the shadow."));
      gateway.stop();
    }
    FileTree shadow = FileTree.of(incident.isolated());

    refused(incident.wrong("sessions", "reset", Incident.KEY), incident);
    assertThat(incident.sessionId()).isEqualTo(old);
    try (RunningGateway gateway = incident.start()) {
      done(incident.wrong("sessions", "reset", Incident.KEY));
      gateway.stop();
    }

    assertThat(incident.sessionId()).isNotEqualTo(old);
    assertThat(shadow.changesTo(FileTree.of(incident.isolated()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void is_refused_whichever_way_the_shadow_is_named_but_by_the_option(Tree tree)
      throws IOException, InterruptedException {
    Incident incident = new Incident(scratch, tree);
    String old = incident.seeded();
    Path link = Files.createSymbolicLink(incident.user().resolve("link"), incident.isolated());
    FileTree before = FileTree.of(incident.user());

    refused(
        incident.wrong(
            Map.of("HOLDFAST_HOME", incident.shadow().toString()),
            "sessions",
            "reset",
            Incident.KEY),
        incident);
    refused(
        incident.wrong(Map.of("HOME", link.toString()), "sessions", "reset", Incident.KEY),
        incident);
    refused(
        incident.wrong(Map.of("HOLDFAST_HOME", "  "), "sessions", "reset", Incident.KEY), incident);

    assertThat(incident.sessionId()).isEqualTo(old);
    assertThat(before.changesTo(FileTree.of(incident.user()))).isEmpty();
    done(
        incident.wrong(
            Map.of("HOLDFAST_HOME", incident.canonical().toString()),
            "sessions",
            "reset",
            Incident.KEY));
    assertThat(incident.sessionId()).isNotEqualTo(old);
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void is_refused_while_the_only_gateway_works_on_another_home(Tree tree)
      throws InterruptedException {
    Incident incident = new Incident(scratch, tree).withRuntimeFolder();
    String old = incident.seeded();
    Path elsewhere = incident.user().resolve("elsewhere");
    try (RunningGateway gateway = incident.start(elsewhere)) {
      FileTree shadow = FileTree.of(incident.isolated());
      FileTree canonical = FileTree.of(incident.canonical());

      Finished reset = refused(incident.wrong("sessions", "reset", Incident.KEY), incident);

      assertThat(reset.err()).contains(elsewhere.toString());
      assertThat(shadow.changesTo(FileTree.of(incident.isolated()))).isEmpty();
      assertThat(canonical.changesTo(FileTree.of(incident.canonical()))).isEmpty();
      gateway.stop();
    }
    assertThat(incident.sessionId()).isEqualTo(old);
  }

  /** A dead holder leaves its record; later another process may get the number in it. */
  @ParameterizedTest
  @EnumSource(Tree.class)
  void is_refused_beside_the_record_of_a_killed_gateway_whoever_has_its_number_now(Tree tree)
      throws IOException, InterruptedException {
    Incident incident = new Incident(scratch, tree).withRuntimeFolder();
    String old = incident.seeded();
    Path record = incident.canonical().resolve("gateway.json");
    try (RunningGateway gateway = incident.start()) {
      gateway.kill();
      FileTree before = FileTree.of(incident.user());

      refused(incident.wrong("sessions", "reset", Incident.KEY), incident);

      assertThat(before.changesTo(FileTree.of(incident.user()))).isEmpty();
      String told = Files.readString(record);
      assertThat(told).contains("\"pid\":" + gateway.pid());
      Files.writeString(
          record,
          told.replace("\"pid\":" + gateway.pid(), "\"pid\":" + ProcessHandle.current().pid()));
    }
    FileTree before = FileTree.of(incident.user());

    refused(incident.wrong("sessions", "reset", Incident.KEY), incident);

    assertThat(before.changesTo(FileTree.of(incident.user()))).isEmpty();
    assertThat(incident.sessionId()).isEqualTo(old);
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void reads_with_a_warning_and_makes_nothing(Tree tree) throws InterruptedException {
    Incident incident = new Incident(scratch, tree);
    incident.seeded();
    FileTree before = FileTree.of(incident.user());

    for (List<String> command :
        List.of(
            List.of("sessions", "list"),
            List.of("turns", "list"),
            List.of("tokens", "list"),
            List.of("models", "list"),
            List.of("audit", "list"))) {
      Finished read = incident.wrong(command.toArray(String[]::new));
      assertThat(read.err()).as(command.toString()).contains(incident.canonical().toString());
    }
    Finished state = incident.wrong("state");

    assertThat(state.out()).contains("shadow").contains(incident.canonical().toString());
    assertThat(before.changesTo(FileTree.of(incident.user()))).isEmpty();
  }

  /** What is in the shared folders, and in the folders there. */
  private static Set<String> sharedNames() {
    return SHARED_FOLDERS.stream()
        .flatMap(folder -> Stream.concat(Stream.of(folder), within(folder)))
        .flatMap(ShadowHomeIT::within)
        .map(Path::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What is in a folder but the folders of other tests, which run at the same time; nothing in what
   * is no folder, or may not be looked at.
   */
  private static Stream<Path> within(Path folder) {
    String[] names = folder.toFile().list();
    return names == null
        ? Stream.empty()
        : Stream.of(names).filter(name -> !name.startsWith("junit")).map(folder::resolve);
  }

  /** A name without what differs from process to process. */
  private static String kind(String name) {
    return name.replaceAll("[0-9a-f]{4,}|[0-9]+", "#");
  }
}
