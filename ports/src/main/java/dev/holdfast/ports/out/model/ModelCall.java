package dev.holdfast.ports.out.model;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ModelRoute;
import java.time.Duration;
import java.util.List;

/**
 * One question to a model.
 *
 * @param prompt what the model sees, in order
 * @param timeLimit how long the generation may take, positive
 */
public record ModelCall(
    ModelRoute route,
    List<PromptItem> prompt,
    CallParameters parameters,
    Delivery delivery,
    Duration timeLimit) {

  public ModelCall {
    prompt = List.copyOf(prompt);
  }

  /** Whether the answer is wanted piece by piece. */
  public enum Delivery {
    STREAMED,
    WHOLE
  }
}
