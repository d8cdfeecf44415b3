package dev.holdfast.architecture.violation.visibility.adapters.http.chat;

record Private(Lonely lonely) {}
