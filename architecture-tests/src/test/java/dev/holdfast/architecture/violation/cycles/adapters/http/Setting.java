package dev.holdfast.architecture.violation.cycles.adapters.http;

public record Setting(String text) {}
