package dev.holdfast.architecture.violation.looking.ports.in;

/** Lists. */
public interface Lists {
  /** One of them. */
  String list();
}
