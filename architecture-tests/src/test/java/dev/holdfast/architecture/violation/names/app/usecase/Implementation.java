package dev.holdfast.architecture.violation.names.app.usecase;

record Implementation(String name) {}
