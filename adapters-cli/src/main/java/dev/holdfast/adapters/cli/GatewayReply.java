package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;

/** What a gateway answered. */
sealed interface GatewayReply {

  /** It did what it was asked. */
  record Done(Members body) implements GatewayReply {}

  /**
   * It did not, and says why.
   *
   * @param code the error's name
   */
  record Refused(int status, String code, String message) implements GatewayReply {}

  /** It could not be reached, or something else answered in its place; why. */
  record Unreachable(String reason) implements GatewayReply {}
}
