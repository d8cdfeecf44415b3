package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection.FileSystem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the home lies on a file system whose locks and writes can be relied on. */
final class FileSystemCheck implements Check {

  private static final String ID = "file-system";

  /** Locks or shared memory of these do not do what SQLite's log needs. Source: sqlite.org/wal. */
  private static final Set<String> SHARED =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "9p",
          "virtiofs",
          "afs",
          "ceph",
          "glusterfs",
          "lustre",
          "vboxsf");

  private static final String FUSE = "fuse";

  /** Disks that the kernel reaches through FUSE, with locks of the kernel. */
  private static final Set<String> LOCAL_FUSE = Set.of("fuseblk");

  private static final Set<String> PASSING = Set.of("tmpfs", "ramfs", "overlay", "aufs");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "the file system: NFS, SMB, 9p, virtiofs and FUSE lose writes, tmpfs and overlay pass, a"
        + " read-only one takes none";
  }

  @Override
  public List<Problem> look(Chart chart) {
    FileSystem system = chart.files().fileSystem();
    return Stream.concat(kind(chart, system), medium(chart, system)).toList();
  }

  private static Stream<Problem> medium(Chart chart, FileSystem system) {
    return switch (system.medium()) {
      case WRITABLE -> Stream.empty();
      case READ_ONLY ->
          Stream.of(
              problem(
                  "file-system-read-only",
                  Severity.ERROR,
                  "The home lies on a file system that is mounted read-only: what is stored can be"
                      + " read, and nothing can be written, so no gateway starts.",
                  "Mount it for writing, or name another home with --home.",
                  chart.home(),
                  system));
    };
  }

  private static Stream<Problem> kind(Chart chart, FileSystem system) {
    String type = system.type();
    if (SHARED.contains(type) || (type.startsWith(FUSE) && !LOCAL_FUSE.contains(type))) {
      return Stream.of(
          problem(
              "file-system-shared",
              Severity.ERROR,
              "The home lies on "
                  + type
                  + ", whose locks and shared memory a store cannot rely on.",
              "Move the home to a disk of this machine.",
              chart.home(),
              system));
    }
    if (PASSING.contains(type)) {
      return Stream.of(
          problem(
              "file-system-passing",
              Severity.WARNING,
              "The home lies on "
                  + type
                  + ", so it is gone with the machine's memory or the container.",
              "Move the home to a disk, or mount a volume there.",
              chart.home(),
              system));
    }
    return Stream.empty();
  }

  private static Problem problem(
      String id, Severity severity, String what, String remedy, String home, FileSystem system) {
    return new Problem(
        ID,
        new Finding(id, severity, what, home, remedy),
        List.of(
            "%s is %s, mounted at %s"
                .formatted(system.device(), system.type(), system.mountPoint())),
        List.of());
  }
}
