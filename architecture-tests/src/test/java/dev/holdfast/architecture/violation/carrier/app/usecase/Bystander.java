package dev.holdfast.architecture.violation.carrier.app.usecase;

import dev.holdfast.ports.out.write.WriteTransactions;

record Bystander(WriteTransactions transactions) {}
