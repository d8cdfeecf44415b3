package dev.holdfast.architecture.violation.guard.ports.in;

/** All that can be asked. */
public interface OperatorServices {
  /** Changes something. */
  void change();
}
