package dev.holdfast.app.torture;

import java.util.ArrayList;
import java.util.List;

/** Processes that share one store, told and heard from outside. */
final class Workers implements Crowd, AutoCloseable {

  private final List<ChildProcess> processes;
  private final int callers;

  private Workers(List<ChildProcess> processes, int callers) {
    this.processes = processes;
    this.callers = callers;
  }

  /** How a worker is made. */
  record Make(Installation installation, TortureHome home, PlantedBug bug) {

    ChildProcess start(String name) throws InterruptedException {
      ChildProcess process =
          ChildProcess.start(
              installation.java(Worker.class, name, home.folder().toString(), bug.name()),
              home.folder().getParent());
      try {
        process.next(Worker.READY);
        return process;
      } catch (InterruptedException | RuntimeException failure) {
        process.close();
        throw failure;
      }
    }
  }

  /**
   * Starts workers; the first of them makes the store if there is none.
   *
   * @param callers how many ask at once, spread over all of them
   */
  static Workers start(Make make, int count, int callers) throws InterruptedException {
    Workers workers = new Workers(new ArrayList<>(), callers);
    try {
      for (int number = 0; number < count; number++) {
        workers.processes.add(make.start("w" + number));
      }
      return workers;
    } catch (InterruptedException | RuntimeException failure) {
      workers.close();
      throw failure;
    }
  }

  ChildProcess process(int number) {
    return processes.get(number);
  }

  @Override
  public List<Operation> askAtOnce(String key, String tag) throws InterruptedException {
    for (int number = 0; number < processes.size(); number++) {
      int share = callers / processes.size() + (number < callers % processes.size() ? 1 : 0);
      processes.get(number).tell("once %s %s %d".formatted(key, tag, share));
    }
    return operations();
  }

  /** Has every worker ask about any of the keys. */
  List<Operation> traffic(String tag, int callersEach, int turns, long seed, List<String> keys)
      throws InterruptedException {
    for (int number = 0; number < processes.size(); number++) {
      processes
          .get(number)
          .tell(
              "traffic %s %d %d %d %s"
                  .formatted(tag, callersEach, turns, seed + number, String.join(" ", keys)));
    }
    return operations();
  }

  /** What all have done since they were told. */
  List<Operation> operations() throws InterruptedException {
    List<Operation> operations = new ArrayList<>();
    for (ChildProcess process : processes) {
      operations.addAll(operationsOf(process));
    }
    return operations;
  }

  /** What one has done since it was told. */
  static List<Operation> operationsOf(ChildProcess process) throws InterruptedException {
    List<Operation> operations = new ArrayList<>();
    for (String line = process.next(); !line.equals(Worker.READY); line = process.next()) {
      if (line.startsWith(Worker.OPERATION)) {
        operations.add(OperationLine.read(line.substring(Worker.OPERATION.length())));
      }
    }
    return operations;
  }

  /** Has all of them close the store and end. */
  void end() throws InterruptedException {
    for (ChildProcess process : processes) {
      process.tell("end");
    }
    for (ChildProcess process : processes) {
      if (process.awaitEnd() != 0) {
        throw new IllegalStateException("a worker failed: " + process.errors());
      }
    }
  }

  /** Leaves nothing running. */
  @Override
  public void close() {
    processes.forEach(ChildProcess::close);
  }
}
