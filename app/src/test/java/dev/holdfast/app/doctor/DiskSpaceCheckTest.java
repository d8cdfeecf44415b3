package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection;
import dev.holdfast.ports.out.env.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Room for turns is looked for")
final class DiskSpaceCheckTest {

  /** What the gateway wants free before it takes a turn, in bytes. */
  private static final long ENOUGH = 200_000_000;

  @TempDir private Path folder;

  @Test
  void and_too_little_is_told_with_what_there_is() {
    assertThat(problems(ENOUGH - 1))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().id()).isEqualTo("disk-full");
              assertThat(problem.evidence()).containsExactly("199999999 bytes are free on /");
              assertThat(problem.repairs()).isEmpty();
            });
  }

  @Test
  void and_enough_is_nothing_to_tell() {
    assertThat(problems(ENOUGH)).isEmpty();
  }

  private List<Problem> problems(long free) {
    Patient patient = new Clinic(folder).patient();
    return new DoctorService(
            new Patient(
                patient.home(),
                patient.state(),
                new OnDisk(patient.files(), free),
                patient.mending(),
                patient.store(),
                patient.maintenance(),
                patient.turns(),
                patient.support(),
                patient.configuration(),
                patient.gateway(),
                patient.clock()))
        .examine(Set.of("disk-space"), Progress.SILENT)
        .problems();
  }

  /** A real home on a disk with so much room, which no test can make of a real one. */
  private record OnDisk(HomeInspection real, long usableBytes) implements HomeInspection {

    @Override
    public Access access() {
      return real.access();
    }

    @Override
    public List<HomeFile> files() {
      return real.files();
    }

    @Override
    public FileSystem fileSystem() {
      return real.fileSystem();
    }

    @Override
    public List<NearTree> trees() {
      return real.trees();
    }

    @Override
    public Lock lock() {
      return real.lock();
    }

    @Override
    public List<RecordTrace> records() {
      return real.records();
    }

    @Override
    public ProcessTrace process(long pid) {
      return real.process(pid);
    }

    @Override
    public TokenOnDisk token() {
      return real.token();
    }

    @Override
    public PortUse port(String address, int port) {
      return real.port(address, port);
    }
  }
}
