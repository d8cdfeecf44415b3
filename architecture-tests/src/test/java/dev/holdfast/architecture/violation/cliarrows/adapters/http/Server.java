package dev.holdfast.architecture.violation.cliarrows.adapters.http;

public record Server(int port) {}
