package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page about the doctor")
final class DoctorDocumentTest {

  private static final Path PAGE = Path.of("..", "docs", "doctor.md");
  private static final Pattern CHECK = Pattern.compile("^\\| `([a-z-]+)` \\| (.*) \\| (.*)\\|$");

  /** Of each kind one: what a repair is called does not depend on what it is about. */
  private static final List<Repair> REPAIRS =
      List.of(
          new Repair.Restrict("/x", Repair.Target.FILE, 1000, 0600),
          new Repair.ArchiveTree("/x", "/y"),
          new Repair.RemoveRecord("/x"),
          new Repair.SalvageDatabase("/x", "y", Repair.LostIdentity.KEPT),
          new Repair.MakeControlPlane("/x", "y"),
          new Repair.UpgradeStore("/x"),
          new Repair.MendRows("/x", "y"),
          new Repair.EmptyLog("/x", "y"),
          new Repair.EndTurns("/x", "y", "z"));

  @Test
  void it_has_a_line_for_each_check_in_order() throws IOException {
    assertThat(
            section("## What it looks at")
                .lines()
                .map(CHECK::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1) + ": " + line.group(2)))
        .containsExactlyElementsOf(
            Checks.ALL.stream().map(check -> check.id() + ": " + check.looksAt()).toList());
  }

  @Test
  void shells_are_offered_each_check_in_order() {
    assertThat(Checks.ALL).extracting(Check::id).containsExactlyElementsOf(Doctor.IDS);
  }

  @Test
  void the_way_back_from_an_upgrade_is_told_alike_wherever_it_is_told() throws IOException {
    assertThat(wayBack("UPGRADING.md"))
        .contains("`-wal` and `-shm`")
        .isEqualTo(wayBack("docs/operations.md"));
  }

  private static String wayBack(String page) throws IOException {
    String text = Files.readString(Path.of("..", page)).replaceAll("\\s+", " ");
    return text.replaceFirst(".*(To go back: .*?[.]) .*|.*(To go back: .*[.]) ?$", "$1$2");
  }

  @Test
  void it_tells_of_each_repair_whether_it_needs_the_lock() throws IOException {
    assertThat(REPAIRS).extracting(Repair::getClass).hasSameSizeAs(kinds());

    assertThat(
            section("## What it can do")
                .lines()
                .map(CHECK::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1)))
        .hasSameSizeAs(REPAIRS);
    for (Repair repair : REPAIRS) {
      String line =
          section("## What it can do")
              .lines()
              .filter(it -> it.startsWith("| `" + repair.kind() + "` |"))
              .collect(Collectors.joining());
      assertThat(line.endsWith("| yes |"))
          .as(line)
          .isEqualTo(repair.needs() == Repair.Needs.HOME_LOCK);
    }
  }

  @Test
  void checks_offer_only_repairs_that_are_told() throws IOException {
    Set<String> told =
        Pattern.compile("`([a-z-]+)` \\|$", Pattern.MULTILINE)
            .matcher(section("## What it looks at"))
            .results()
            .map((MatchResult result) -> result.group(1))
            .collect(Collectors.toSet());

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(REPAIRS.stream().map(Repair::kind).toList());
  }

  private static List<Class<?>> kinds() {
    return List.of(Repair.class.getPermittedSubclasses());
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(heading);
    int end = page.indexOf("\n## ", begin + 1);
    return page.substring(begin, end < 0 ? page.length() : end);
  }
}
