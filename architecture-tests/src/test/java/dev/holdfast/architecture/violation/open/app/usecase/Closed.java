package dev.holdfast.architecture.violation.open.app.usecase;

final class Closed {}
