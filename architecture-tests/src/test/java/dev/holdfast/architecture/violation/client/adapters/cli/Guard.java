package dev.holdfast.architecture.violation.client.adapters.cli;

final class Guard {

  GatewayClient open() {
    return new GatewayClient("");
  }
}
