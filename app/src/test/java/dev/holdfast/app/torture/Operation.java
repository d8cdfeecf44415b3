package dev.holdfast.app.torture;

/**
 * One request and what came of it, as the process saw it that sent it.
 *
 * <p>Times are of {@link System#nanoTime}, which the processes of one machine share on Linux: it is
 * the monotonic clock of the system.
 *
 * @param process who sent it
 * @param key the session key in its canonical form
 * @param kind what was asked for
 * @param text the user's text, or what names a reset; unlike any other but in a retry of the same
 *     request
 * @param invokedAt before it was sent
 * @param endedAt after its outcome was heard; {@link Long#MAX_VALUE} if none was
 */
record Operation(
    String process,
    String key,
    Kind kind,
    String text,
    long invokedAt,
    long endedAt,
    Outcome outcome) {

  /** What was asked for. */
  enum Kind {
    TURN,
    RESET
  }

  /** What came of a request. */
  sealed interface Outcome {

    /**
     * It was acknowledged.
     *
     * @param session the session it happened in; the new one of a reset
     * @param turn empty for a reset
     * @param answer empty for a reset
     */
    record Answered(String session, String turn, String answer) implements Outcome {}

    /** It was refused before it began: nothing of it is stored. */
    record Refused(String reason) implements Outcome {}

    /** It began and was not answered: its input may be stored, its answer is not. */
    record Failed(String reason) implements Outcome {}

    /** Nobody knows: the connection, or the process, was gone. */
    record Unheard() implements Outcome {}
  }
}
