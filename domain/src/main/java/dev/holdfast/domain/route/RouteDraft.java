package dev.holdfast.domain.route;

/**
 * A route as somebody wrote it, not yet canonical. Each part may be empty: nothing was said.
 *
 * @param model a model id or a {@code provider/model} reference
 */
public record RouteDraft(String provider, String model, String runtime, String authProfile) {

  /** A bare reference such as {@code openai/gpt-5.5}. */
  public static RouteDraft ofReference(String reference) {
    return new RouteDraft("", reference, "", "");
  }
}
