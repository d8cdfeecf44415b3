package dev.holdfast.architecture.violation.names.app.usecase;

record SessionManager(String name) {}
