package dev.holdfast.architecture.violation.usecasearrows.app.usecase;

import dev.holdfast.architecture.violation.usecasearrows.adapters.sqlite.Store;
import java.sql.Connection;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;

record Service(Store store, Connection connection, Clock clock, Semaphore lane, Logger log) {}
