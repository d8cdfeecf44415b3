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

  /** Whether somebody is there who ought to be asked and would not see the question. */
  boolean isUnseen() {
    return person instanceof Person.Unseeing;
  }

  /**
   * Asks, unless nobody is there. Nobody agrees to what they do not see.
   *
   * @param shown what the change would come to
   */
  boolean agreesTo(Page shown) {
    return switch (person) {
      case Person.Nobody() -> true;
      case Person.Unseeing() -> false;
      case Person.AtTerminal somebody -> {
        shown.showOn(screen);
        screen.ask("Go on? [y/N] ");
        yield somebody.saysYes();
      }
    };
  }
}
