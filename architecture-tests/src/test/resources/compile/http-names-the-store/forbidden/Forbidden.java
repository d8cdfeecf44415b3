package dev.holdfast.adapters.http;

import dev.holdfast.adapters.sqlite.SqliteModule;

record Forbidden(SqliteModule store) {}
