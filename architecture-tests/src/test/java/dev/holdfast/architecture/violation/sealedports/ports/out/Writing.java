package dev.holdfast.architecture.violation.sealedports.ports.out;

sealed interface Writing {

  void write(Outcome outcome);

  final class Disk implements Writing {

    @Override
    public void write(Outcome outcome) {}
  }

  sealed interface Outcome {

    record Written() implements Outcome {}

    enum NotWritten implements Outcome {
      FULL,
      CLOSED
    }
  }
}
