package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;

/** Makes an answer of what a gateway told. */
interface GatewayTelling {
  Answer of(Members body);
}
