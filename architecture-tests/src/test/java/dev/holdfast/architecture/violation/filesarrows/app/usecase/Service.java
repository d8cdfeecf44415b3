package dev.holdfast.architecture.violation.filesarrows.app.usecase;

public record Service(String name) {}
