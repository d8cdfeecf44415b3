package dev.holdfast.architecture.violation.looking.ports.in;

/** Changes. */
public interface Changes {
  /** One of them. */
  void change();
}
