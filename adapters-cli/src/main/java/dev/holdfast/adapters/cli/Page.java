package dev.holdfast.adapters.cli;

/** Something that can be shown to a reader. */
@FunctionalInterface
interface Page {

  /** Nothing. */
  Page EMPTY = screen -> {};

  void showOn(Screen screen);
}
