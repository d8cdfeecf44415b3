package dev.holdfast.adapters.http.upstream;

/** What an upstream sent is not an answer of its API. */
final class MalformedAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * What is wrong.
   *
   * @param problem the end of the sentence "The upstream …"; nothing of the answer's content
   */
  MalformedAnswer(String problem) {
    super(problem, null, false, false);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
