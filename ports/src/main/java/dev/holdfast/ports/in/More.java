package dev.holdfast.ports.in;

/** Whether a list goes on behind a page. */
public enum More {
  SOME,
  NONE
}
