package dev.holdfast.architecture.violation.sqlitearrows.app.usecase;

public record Policy(int days) {}
