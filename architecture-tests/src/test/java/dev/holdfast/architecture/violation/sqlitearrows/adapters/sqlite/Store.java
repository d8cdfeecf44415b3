package dev.holdfast.architecture.violation.sqlitearrows.adapters.sqlite;

import dev.holdfast.architecture.violation.sqlitearrows.app.usecase.Policy;
import java.sql.Connection;

record Store(Connection connection, Policy policy) {}
