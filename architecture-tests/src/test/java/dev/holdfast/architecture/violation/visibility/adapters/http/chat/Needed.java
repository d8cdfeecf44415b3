package dev.holdfast.architecture.violation.visibility.adapters.http.chat;

public record Needed(String text) {}
