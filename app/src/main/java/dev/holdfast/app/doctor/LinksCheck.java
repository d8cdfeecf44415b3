package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection.HomeFile;
import dev.holdfast.ports.out.env.HomeInspection.Role;
import java.util.List;
import java.util.stream.Stream;

/** Whether every file has one name, and that name leads nowhere else. */
final class LinksCheck implements Check {

  private static final String ID = "links";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "symbolic and hard links in place of files, through which a store has two names";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return chart.homeFiles().stream()
        .filter(file -> file.role() != Role.OWN_FILE)
        .flatMap(LinksCheck::problem)
        .toList();
  }

  private static Stream<Problem> problem(HomeFile file) {
    return switch (file.kind()) {
      case FOLDER -> Stream.empty();
      case REGULAR ->
          file.links() == 1
              ? Stream.empty()
              : Stream.of(
                  problem(
                      file,
                      "file-has-two-names",
                      "The file has %d names, so another path leads to it as well."
                          .formatted(file.links()),
                      "Find the others with find -samefile, and keep one name."));
      case LINK ->
          Stream.of(
              problem(
                  file,
                  "file-is-a-link",
                  "A symbolic link stands here, so what it means can change under a program.",
                  "Stop the gateway and put what it points at in its place."));
      case OTHER ->
          Stream.of(
              problem(
                  file,
                  "file-is-no-file",
                  "Neither a file nor a folder stands here.",
                  "Find out who put it there, and move it away."));
    };
  }

  private static Problem problem(HomeFile file, String id, String what, String remedy) {
    return new Problem(
        ID,
        new Finding(id, Severity.ERROR, what, file.path(), remedy),
        List.of("%s, %d names".formatted(file.kind(), file.links())),
        List.of());
  }
}
