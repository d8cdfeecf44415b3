package dev.holdfast.adapters.http.responses;

/** An item of a stream as far as it has come. */
sealed interface StreamedItem
    permits StreamedMessage, StreamedCall, StreamedReasoning, StreamedWhole {

  /** What clients call it. */
  String id();

  /** Ends it as it was streamed; does nothing if it has ended. */
  void close();

  /**
   * Ends it as it is; does nothing if it has ended. What was streamed of it stands: the whole only
   * adds to that.
   */
  void close(Shown whole);

  /** The item in JSON, once it has ended. */
  String json();

  /**
   * What holds of a text that was streamed: the whole if it goes on where the pieces end.
   *
   * @param whole empty if it is not known
   */
  static String agreed(CharSequence streamed, String whole) {
    String pieces = streamed.toString();
    return whole.startsWith(pieces) ? whole : pieces;
  }
}
