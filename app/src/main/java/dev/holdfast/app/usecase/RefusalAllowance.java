package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditAuthor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * How many refused changes of one author are taken down within an hour of the clock: whoever may
 * change nothing shall not fill the audit, and so push out of it what others changed.
 */
final class RefusalAllowance {

  /** Rows of an author within an hour: a token alone fills a quarter of the audit at most. */
  static final int MOST_OF_AUTHOR = 100;

  /** Authors that are counted each for itself within an hour; all others count as one. */
  static final int MOST_AUTHORS = 1000;

  private static final AuditAuthor OTHERS = new AuditAuthor.OperatingSystemUser("others");

  private final Map<AuditAuthor, Integer> counts = new HashMap<>();
  private Instant hour = Instant.MIN;

  /** What is to be taken down of a refusal. */
  enum Taking {
    /** A row of its own. */
    ITSELF,
    /** One row that says that this one and those after it are left out. */
    THAT_MORE_ARE_LEFT_OUT,
    NOTHING
  }

  /** Counts a refusal, and says what is to be taken down of it. */
  synchronized Taking count(AuditAuthor author, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.HOURS);
    if (!now.equals(hour)) {
      counts.clear();
      hour = now;
    }
    boolean known = counts.containsKey(author) || counts.size() < MOST_AUTHORS;
    int before = counts.getOrDefault(known ? author : OTHERS, 0);
    counts.put(known ? author : OTHERS, Math.min(before, MOST_OF_AUTHOR) + 1);
    if (before < MOST_OF_AUTHOR) {
      return Taking.ITSELF;
    }
    return before == MOST_OF_AUTHOR ? Taking.THAT_MORE_ARE_LEFT_OUT : Taking.NOTHING;
  }
}
