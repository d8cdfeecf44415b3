package dev.holdfast.app.wiring;

import dev.holdfast.app.doctor.DoctorService;
import dev.holdfast.app.doctor.Patient;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.repair.Repair.Outcome;
import dev.holdfast.ports.out.env.HomeMaintenance;
import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreProgress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A doctor that mends a home and halts at a step, for good: {@code HaltingDoctor <folder> <n>
 * <check>...}. Before each repair and behind it is a step. Says {@link #HALTED} there, or {@link
 * #DONE} if there are fewer steps.
 */
final class HaltingDoctor {

  static final String HALTED = "halted";
  static final String DONE = "done";

  private int left;

  private HaltingDoctor(int steps) {
    this.left = steps;
  }

  public static void main(String[] arguments) {
    HaltingDoctor halting = new HaltingDoctor(Integer.parseInt(arguments[1]));
    Patient patient = SickHome.at(Path.of(arguments[0])).patient();
    DoctorService doctor =
        new DoctorService(
            new Patient(
                patient.home(),
                patient.state(),
                patient.files(),
                halting.new Files(patient.mending()),
                patient.store(),
                halting.new Stores(patient.maintenance()),
                agent -> halting.between(() -> patient.turns().end(agent)),
                patient.support(),
                patient.configuration(),
                patient.gateway(),
                patient.clock()));
    Set<String> only = Arrays.stream(arguments).skip(2).collect(Collectors.toSet());
    doctor.treat(doctor.examine(only, Progress.SILENT), Progress.SILENT);
    System.out.println(DONE);
    System.out.flush();
  }

  private <T> T between(Supplier<T> work) {
    step();
    T result = work.get();
    step();
    return result;
  }

  private void step() {
    left--;
    if (left == 0) {
      System.out.println(HALTED);
      System.out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private final class Files implements HomeMaintenance {

    private final HomeMaintenance real;

    Files(HomeMaintenance real) {
      this.real = real;
    }

    @Override
    public Outcome restrict(Repair.Restrict repair) {
      return between(() -> real.restrict(repair));
    }

    @Override
    public Outcome removeRecord(Repair.RemoveRecord repair) {
      return between(() -> real.removeRecord(repair));
    }

    @Override
    public Outcome archive(Repair.ArchiveTree repair) {
      return between(() -> real.archive(repair));
    }

    @Override
    public Locking lock() {
      return between(real::lock);
    }
  }

  private final class Stores implements StoreMaintenance {

    private final StoreMaintenance real;

    Stores(StoreMaintenance real) {
      this.real = real;
    }

    @Override
    public VerifiedCopy copy(String home, String file, StoreProgress progress) {
      return between(() -> real.copy(home, file, progress));
    }

    @Override
    public Upgrades upgrade(String home, StoreProgress progress) {
      return between(() -> real.upgrade(home, halting(progress)));
    }

    @Override
    public Salvage salvage(
        String home, String file, LostIdentity identity, StoreProgress progress) {
      return between(() -> real.salvage(home, file, identity, halting(progress)));
    }

    @Override
    public Adoption adoptAgents(String home, StoreProgress progress) {
      return between(() -> real.adoptAgents(home, halting(progress)));
    }

    @Override
    public List<String> unfinishedSalvages(String home) {
      return real.unfinishedSalvages(home);
    }

    @Override
    public Mended mendOrphans(String home, String file, StoreProgress progress) {
      return between(() -> real.mendOrphans(home, file, halting(progress)));
    }

    @Override
    public NewIdentity renewIdentity(String home) {
      return between(() -> real.renewIdentity(home));
    }

    @Override
    public long emptyLog(String home, String file) {
      return between(() -> real.emptyLog(home, file));
    }

    /** Each time the store tells how far it is, is a step too. */
    private StoreProgress halting(StoreProgress progress) {
      return (file, stage, done, total) -> {
        step();
        progress.at(file, stage, done, total);
      };
    }
  }
}
