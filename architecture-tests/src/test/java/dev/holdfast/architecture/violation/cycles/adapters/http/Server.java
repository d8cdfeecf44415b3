package dev.holdfast.architecture.violation.cycles.adapters.http;

import dev.holdfast.architecture.violation.cycles.adapters.http.wire.Frame;

record Server(Frame frame) {}
