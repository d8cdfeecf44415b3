package dev.holdfast.architecture.violation.vault.adapters.sqlite;

import com.google.inject.PrivateModule;

final class ClosedModule extends PrivateModule {

  @Override
  protected void configure() {}
}
