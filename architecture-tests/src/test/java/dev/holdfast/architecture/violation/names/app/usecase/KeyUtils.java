package dev.holdfast.architecture.violation.names.app.usecase;

record KeyUtils(String name) {}
