package dev.holdfast.architecture.violation.visibility.adapters.http.chat;

public record Lonely(String text) {}
