package dev.holdfast.ports.context;

import dev.holdfast.domain.context.ContextAssembly;

/** Decides which part of a conversation a model sees. Called under the session's lane. */
public interface ContextEngine {

  /**
   * Assembles what the model is to see in one turn.
   *
   * <p>Must not block on anything slow and must not change state: the turn holds its session's lane
   * meanwhile. The same request gives the same assembly, so that a provider's prompt cache hits.
   */
  ContextAssembly assemble(ContextRequest request);
}
