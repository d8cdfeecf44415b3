package dev.holdfast.app.context;

import dev.holdfast.domain.context.ContextAssembly;
import dev.holdfast.domain.context.NewestFirst;
import dev.holdfast.ports.context.ContextEngine;
import dev.holdfast.ports.context.ContextRequest;
import jakarta.inject.Inject;

/** The engine in force unless a plugin brings another: as much of the newest as fits. */
final class NewestFirstContextEngine implements ContextEngine {

  @Inject
  NewestFirstContextEngine() {}

  @Override
  public ContextAssembly assemble(ContextRequest request) {
    return NewestFirst.assemble(request.leading(), request.path(), request.budgetTokens());
  }
}
