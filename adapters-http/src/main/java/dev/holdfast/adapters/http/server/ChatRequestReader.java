package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.json.RequestBody;
import dev.holdfast.adapters.http.json.RequestProblem;
import jakarta.inject.Inject;
import java.util.Set;

/** Reads bodies of chat completion requests in one pass, straight from the bytes. */
final class ChatRequestReader {

  private final Set<String> keyMembers;

  @Inject
  ChatRequestReader(HttpSettings settings) {
    this.keyMembers = settings.keyMembers();
  }

  /**
   * Reads a body.
   *
   * @throws HttpProblem if it is not a well-formed request
   */
  ChatRequest read(byte[] body, int length) {
    try {
      return RequestBody.read(body, length, parser -> new ChatMembers(body, parser, keyMembers));
    } catch (RequestProblem problem) {
      throw HttpProblem.of(problem);
    }
  }
}
