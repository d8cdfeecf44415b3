package dev.holdfast.adapters.sqlite;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The branches read lately, so that a turn reads only what came since the turn before it.
 *
 * <p>They never go stale: an event is never changed and its parent never moves, so whoever finds
 * the id of one in the database knows everything before it. Only a rewrite puts events between
 * older ones, and that gives the transcript a new generation. An unlisted transcript may be removed
 * whole, and its id is not used again.
 */
final class RecentBranches {

  /** About a hundred long conversations of text; heap, at two to four bytes a character. */
  private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

  /** From this on a branch is long: about two hundred events, a millisecond to read again. */
  private static final int CHARACTERS_OF_LONG = 64 * 1024;

  /** What an event takes beside its payload, in characters. */
  private static final int CHARACTERS_OF_EVENT = 256;

  private final Cache<Transcript, Branch> longer =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1) // the limit is divided among more
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Transcript transcript, Branch branch) -> branch.weight())
          .build();

  /**
   * The others are known until the heap is next cleared of young garbage, some hundreds of turns.
   * Kept by any rule of their own they would all grow old and die old, and the heap would grow by
   * them until it is collected whole.
   */
  private final Cache<Transcript, Branch> shorter = CacheBuilder.newBuilder().weakValues().build();

  /** Whose events they are. */
  record Transcript(AgentId agent, String session, long generation) {}

  /**
   * The events from the root to some event.
   *
   * @param characters of their payloads, at least
   */
  record Branch(List<TranscriptEvent> path, long characters) {

    static final Branch EMPTY = new Branch(List.of(), 0);

    /** The events up to one, nothing if it is not on the branch. */
    List<TranscriptEvent> upTo(long sequence, String event) {
      int low = 0;
      int high = path.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (path.get(middle).sequence() < sequence) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      boolean found = low < path.size() && path.get(low).id().value().equals(event);
      if (!found) {
        return List.of();
      }
      return low + 1 == path.size() ? path : path.subList(0, low + 1);
    }

    private int weight() {
      long weight = characters + (long) CHARACTERS_OF_EVENT * path.size();
      return (int) Math.min(weight, Integer.MAX_VALUE);
    }
  }

  /** What is known of a transcript. */
  Branch of(Transcript transcript) {
    @Nullable Branch known = longer.getIfPresent(transcript);
    if (known == null) {
      known = shorter.getIfPresent(transcript);
    }
    return known == null ? Branch.EMPTY : known;
  }

  /** Remembers a branch in place of the transcript's last one. */
  void remember(Transcript transcript, Branch branch) {
    (branch.weight() < CHARACTERS_OF_LONG ? shorter : longer).put(transcript, branch);
  }
}
