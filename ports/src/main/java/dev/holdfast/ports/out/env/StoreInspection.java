package dev.holdfast.ports.out.env;

import dev.holdfast.domain.token.TokenRecord;
import java.util.List;

/**
 * Looks at every database of a home. Works beside a gateway that has them open, also a hung one,
 * and without one; changes nothing and makes no file, also beside the databases. Any thread may
 * call it.
 */
public interface StoreInspection {

  /**
   * What is there. A damaged file is an answer about that file and keeps nothing back about the
   * others.
   *
   * @param home the folder to look at, whether or not anything is there
   * @param progress hears of full checks, which read every page
   */
  StoreFacts inspect(String home, Depth depth, StoreProgress progress);

  /**
   * Which store a home holds, by its control plane alone: {@link StoreIdentity.NoStore} where there
   * is none, whatever agents there are. Unknown where this program could not use it, too.
   */
  StoreIdentity identity(String home);

  /** The tokens that the store of a home lets in; those that were revoked are not among them. */
  Tokens tokens(String home);

  /** Which tokens a store lets in, as far as it can be told. */
  sealed interface Tokens {

    /** Every one; none if the home has no store. */
    record Known(List<TokenRecord> tokens) implements Tokens {
      public Known {
        tokens = List.copyOf(tokens);
      }
    }

    /**
     * Not all of them can be read, so nothing can be said of one that is not among the others.
     *
     * @param reason why, for an operator
     */
    record Unknown(String reason) implements Tokens {}
  }

  /** How much is read. */
  enum Depth {
    /** Settings, versions, counts, orphans. */
    QUICK,
    /** The same, every page and every reference. */
    FULL
  }
}
