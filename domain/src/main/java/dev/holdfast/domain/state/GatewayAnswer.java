package dev.holdfast.domain.state;

/** What a gateway answered when it was challenged to prove that it serves a store. */
public sealed interface GatewayAnswer {

  /** It proved that it knows the token and serves this store. */
  record Proven(StoreId store) implements GatewayAnswer {}

  /** It serves another store than the one it was asked for, and says so itself. */
  record OtherStore(StoreId store) implements GatewayAnswer {}

  /**
   * Nothing came in time.
   *
   * @param reason a part of a sentence, as "it did not answer within 5 s"
   */
  record Silent(String reason) implements GatewayAnswer {}

  /**
   * Something answered that proved nothing.
   *
   * @param reason a part of a sentence
   */
  record Disproven(String reason) implements GatewayAnswer {}

  /**
   * It was asked too often and answers nobody from here for a while.
   *
   * @param reason a part of a sentence, with the time that this takes
   */
  record Limited(String reason) implements GatewayAnswer {}

  /** Nobody asked, since there is no gateway to ask or no token to ask about. */
  record NotAsked() implements GatewayAnswer {}
}
