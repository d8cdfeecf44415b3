package dev.holdfast.app.torture;

/** What holds of every history, whatever raced and whatever crashed. */
enum Invariant {
  ONE_SESSION_PER_KEY("a key has one session id between two resets"),
  ONE_CHAIN_PER_BRANCH("the turns of a transcript form one parent chain"),
  NOTHING_LOST("what was acknowledged is stored, whole and on the path to the head"),
  NOTHING_DUPLICATED("what was said is stored once"),
  NOTHING_INVENTED("what nobody said is not stored, nor what was refused"),
  EPOCHS_GROW("the epochs of a key only grow"),
  ONLY_THE_OWNER_WRITES("no turn writes once a later one of its session has begun"),
  RESOLUTION_IS_LINEARIZABLE("who asks after an answer sees what the answer told, or newer"),
  NOTHING_RUNS("no turn runs and no lease is held once every process is gone or idle"),
  RETRIES_ANSWER_THE_SAME("a retry of an acknowledged request answers the same"),
  EVERYBODY_IS_ANSWERED("a request that may wait is answered, never refused or failed"),
  COMMITS_ARE_FLUSHED("an acknowledged commit was flushed to the disk"),
  THE_FILE_IS_WHOLE("the database passes SQLite's own checks");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  /** The invariant in words. */
  String sentence() {
    return sentence;
  }
}
