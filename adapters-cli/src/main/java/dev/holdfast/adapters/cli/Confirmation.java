package dev.holdfast.adapters.cli;

/** Asks a person at a terminal whether a change shall be made; a program is taken at its word. */
final class Confirmation {

  private final Person person;
  private final Screen screen;

  /**
   * With a person.
   *
   * @param screen where the person reads
   */
  Confirmation(Person person, Screen screen) {
    this.person = person;
    this.screen = screen;
  }

  /** Whether anybody is there to ask. */
  boolean isAsked() {
    return person instanceof Person.AtTerminal;
  }

  /**
   * Asks, unless nobody is there.
   *
   * @param shown what the change would come to
   */
  boolean agreesTo(Page shown) {
    return switch (person) {
      case Person.Nobody() -> true;
      case Person.AtTerminal somebody -> {
        shown.showOn(screen);
        screen.ask("Go on? [y/N] ");
        yield somebody.saysYes();
      }
    };
  }
}
