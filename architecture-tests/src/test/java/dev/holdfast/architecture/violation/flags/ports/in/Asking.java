package dev.holdfast.architecture.violation.flags.ports.in;

interface Asking {

  void ask(String question, boolean loud);

  void ask(String question, Volume volume);

  enum Volume {
    LOUD,
    QUIET
  }
}
