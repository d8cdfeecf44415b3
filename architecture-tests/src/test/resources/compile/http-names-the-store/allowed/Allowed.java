package dev.holdfast.adapters.http;

import dev.holdfast.ports.out.env.Storage;

record Allowed(Storage store) {}
