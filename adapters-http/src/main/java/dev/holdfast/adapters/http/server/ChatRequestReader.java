package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.json.RequestBody;
import dev.holdfast.adapters.http.json.RequestProblem;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Set;

/** Reads bodies of chat completion requests in one pass, straight from the bytes. */
final class ChatRequestReader {

  private final Provider<HttpSettings> settings;

  @Inject
  ChatRequestReader(Provider<HttpSettings> settings) {
    this.settings = settings;
  }

  /**
   * Reads a body.
   *
   * @throws HttpProblem if it is not a well-formed request
   */
  ChatRequest read(byte[] body, int length) {
    Set<String> keyMembers = settings.get().keyMembers();
    try {
      return RequestBody.read(body, length, parser -> new ChatMembers(body, parser, keyMembers));
    } catch (RequestProblem problem) {
      throw HttpProblem.of(problem);
    }
  }
}
