package dev.holdfast.architecture.violation.looking.ports.in;

/** What may be looked at. */
public interface ReadingServices {
  /** The lists. */
  Lists lists();
}
