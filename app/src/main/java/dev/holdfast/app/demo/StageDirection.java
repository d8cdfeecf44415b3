package dev.holdfast.app.demo;

/** Words in the user's last text that make the demo model misbehave. */
enum StageDirection {
  REFUSE("demo:refuse"),
  LENGTH("demo:length"),
  FAIL("demo:fail"),
  SLOW("demo:slow");

  private final String word;

  StageDirection(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  boolean isIn(String text) {
    return text.contains(word);
  }
}
