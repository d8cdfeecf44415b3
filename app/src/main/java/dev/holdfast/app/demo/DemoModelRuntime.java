package dev.holdfast.app.demo;

import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelRuntime;
import dev.holdfast.ports.out.model.TokenCounter;
import jakarta.inject.Inject;

/** Answers for the built-in provider; any thread may call it. */
final class DemoModelRuntime implements ModelRuntime {

  private final TokenCounter tokens;

  @Inject
  DemoModelRuntime(TokenCounter tokens) {
    this.tokens = tokens;
  }

  @Override
  public Generation prepare(ModelCall call, ModelDeltas deltas) {
    return new DemoGeneration(call, deltas, tokens);
  }
}
