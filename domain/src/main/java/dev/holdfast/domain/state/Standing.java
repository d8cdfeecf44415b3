package dev.holdfast.domain.state;

/** What a home is to whoever was led to it. */
public sealed interface Standing {

  /** It is the one that is meant. */
  record Own() implements Standing {}

  /**
   * It lies in the isolated home of an agent, where the variables of that agent lead and nobody
   * looks for state.
   *
   * @param tree the state tree the agent belongs to
   * @param canonicalHome the home that is meant; never a shadow itself
   */
  record Shadow(String tree, String canonicalHome, Named named) implements Standing {}

  /**
   * {@code HOME} lies in the isolated home of an agent, and the only gateway that runs works on
   * another home than the one meant by that.
   *
   * @param canonicalHome what {@code HOME} means
   */
  record Contradicted(String canonicalHome) implements Standing {}

  /** Who named a home. */
  enum Named {
    /** The caller, by {@code --home}: it is meant, shadow or not. */
    EXPLICIT,
    /** A variable or a rule, as an agent's surroundings hand them down. */
    IMPLIED
  }
}
