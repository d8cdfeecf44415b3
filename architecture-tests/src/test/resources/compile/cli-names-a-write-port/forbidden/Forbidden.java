package dev.holdfast.adapters.cli;

import dev.holdfast.ports.out.write.WriteTransactions;

record Forbidden(WriteTransactions writes) {}
