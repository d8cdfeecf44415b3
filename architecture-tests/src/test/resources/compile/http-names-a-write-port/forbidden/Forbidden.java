package dev.holdfast.adapters.http;

import dev.holdfast.ports.out.write.WriteTransactions;

record Forbidden(WriteTransactions writes) {}
