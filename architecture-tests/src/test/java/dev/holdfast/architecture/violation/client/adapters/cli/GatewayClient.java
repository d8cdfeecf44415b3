package dev.holdfast.architecture.violation.client.adapters.cli;

record GatewayClient(String url) {}
