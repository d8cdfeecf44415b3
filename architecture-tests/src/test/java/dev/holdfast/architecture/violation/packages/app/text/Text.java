package dev.holdfast.architecture.violation.packages.app.text;

record Text(String text) {}
