package dev.holdfast.adapters.sqlite;

import com.google.inject.PrivateModule;

/** Publishes the read ports, {@code WriteTransactions} and {@code Storage}, and nothing else. */
public final class SqliteModule extends PrivateModule {

  @Override
  protected void configure() {}
}
