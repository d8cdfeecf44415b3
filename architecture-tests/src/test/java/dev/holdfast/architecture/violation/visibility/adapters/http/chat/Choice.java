package dev.holdfast.architecture.violation.visibility.adapters.http.chat;

public sealed interface Choice {

  record First() implements Choice {}
}
