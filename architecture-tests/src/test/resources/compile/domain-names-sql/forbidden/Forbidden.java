package dev.holdfast.domain.session;

import java.sql.Connection;

record Forbidden(Connection connection) {}
