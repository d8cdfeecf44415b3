package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.ReadingServices;

/** What every command has to work with: none of it changes anything. */
record Invocation(
    Arguments arguments, ReadingServices services, GatewayReader gateway, Printer printer) {

  /**
   * Warns that what only the gateway knows is missing.
   *
   * @param consequence what that means for the answer
   */
  void gatewayNotAsked(Answer.Problem why, String consequence) {
    printer.warning(
        "gateway_not_asked",
        new JsonObject().put("code", why.code()).put("message", why.message()),
        screen -> {
          screen.line(why.message());
          screen.line(consequence);
        });
  }
}
