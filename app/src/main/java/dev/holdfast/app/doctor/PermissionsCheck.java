package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection.HomeFile;
import dev.holdfast.ports.out.env.HomeInspection.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Whether files and folders belong to the user and are closed to others. */
final class PermissionsCheck implements Check {

  private static final String ID = "permissions";

  private static final int PRIVATE_FILE = 0600;
  private static final int PRIVATE_FOLDER = 0700;
  private static final int WRITABLE_BY_OTHERS = 0022;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "whether files (0600) and folders (0700) are this user's and closed to others";
  }

  @Override
  public List<Problem> look(Chart chart) {
    // Of the home: whoever looks may be somebody else, such as root.
    long user = chart.homeFiles().stream().mapToLong(HomeFile::owner).findFirst().orElse(0);
    return chart.homeFiles().stream()
        .filter(file -> file.kind() == Kind.FOLDER || file.kind() == Kind.REGULAR)
        .flatMap(file -> problems(file, user))
        .toList();
  }

  private static Stream<Problem> problems(HomeFile file, long user) {
    if (file.owner() != user) {
      return Stream.of(foreign(file, user));
    }
    int wanted = wanted(file);
    return file.permissions() == wanted ? Stream.empty() : Stream.of(open(file, wanted));
  }

  /** What it has of what it may have: a backup that was made read-only stays so. */
  private static int wanted(HomeFile file) {
    return switch (file.role()) {
      case PRIVATE_FOLDER, PRIVATE_FILE ->
          file.permissions() & (file.kind() == Kind.FOLDER ? PRIVATE_FOLDER : PRIVATE_FILE);
      case OWN_FILE -> file.permissions() & ~WRITABLE_BY_OTHERS;
    };
  }

  private static Problem open(HomeFile file, int wanted) {
    boolean writable = (file.permissions() & WRITABLE_BY_OTHERS) != 0;
    return new Problem(
        ID,
        new Finding(
            "permissions-wrong",
            writable ? Severity.ERROR : Severity.WARNING,
            "The permissions are %04o and should be %04o.".formatted(file.permissions(), wanted),
            file.path(),
            "Let doctor set them, or run: chmod %04o on it.".formatted(wanted)),
        List.of("%04o, user %d".formatted(file.permissions(), file.owner())),
        List.of(new Repair.Restrict(file.path(), target(file), file.owner(), wanted)));
  }

  private static Repair.Target target(HomeFile file) {
    return file.kind() == Kind.FOLDER ? Repair.Target.FOLDER : Repair.Target.FILE;
  }

  private static Problem foreign(HomeFile file, long user) {
    return new Problem(
        ID,
        new Finding(
            "owner-wrong",
            Severity.ERROR,
            "It belongs to user %d, and the home is used by user %d.".formatted(file.owner(), user),
            file.path(),
            "Give it to its user as root with: chown %d".formatted(user)),
        List.of("%04o, user %d".formatted(file.permissions(), file.owner())),
        List.of());
  }
}
