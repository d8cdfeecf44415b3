package dev.holdfast.adapters.cli;

/**
 * What stands out on a terminal that shows it. Source: ECMA-48, 8.3.117, select graphic rendition.
 */
enum Emphasis {
  /** Bold. */
  HEADING("1"),
  /** Bold red. */
  ERROR("1;31"),
  /** Yellow. */
  WARNING("33"),
  /** Cyan. */
  INFO("36");

  private static final String ESCAPE = "\u001b[";

  private final String rendition;

  Emphasis(String rendition) {
    this.rendition = rendition;
  }

  /** The text, already safe to show, so that it stands out. */
  String of(String plain) {
    return ESCAPE + rendition + "m" + plain + ESCAPE + "0m";
  }
}
