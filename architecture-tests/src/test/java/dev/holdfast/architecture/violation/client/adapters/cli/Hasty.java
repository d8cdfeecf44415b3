package dev.holdfast.architecture.violation.client.adapters.cli;

final class Hasty {

  GatewayClient open() {
    return new GatewayClient("");
  }
}
