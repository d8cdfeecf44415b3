package dev.holdfast.domain.session;

/** What a key says about a thread inside a larger conversation. */
public sealed interface ThreadSplit {

  /** What stands between a conversation and a thread of it. */
  String MARKER = ":thread:";

  /** The key names no thread. */
  record Whole() implements ThreadSplit {}

  /**
   * The key names a thread.
   *
   * @param base the conversation around it
   * @param threadId the thread as the channel names it, not empty
   */
  record Threaded(AgentSessionKey base, String threadId) implements ThreadSplit {}
}
