package dev.holdfast.architecture.violation.names.app.usecase;

record KeyHelper(String name) {}
