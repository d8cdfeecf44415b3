package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.json.RequestBody;
import dev.holdfast.adapters.http.json.RequestProblem;
import java.util.Set;

/** Reads bodies of requests for responses in one pass, straight from the bytes. */
public final class ResponseRequestReader {

  private final Set<String> keyMembers;

  /**
   * A reader.
   *
   * @param keyMembers names of the members that a session key may be made of
   */
  public ResponseRequestReader(Set<String> keyMembers) {
    this.keyMembers = Set.copyOf(keyMembers);
  }

  /**
   * Reads the first bytes of a body.
   *
   * @throws RequestProblem if it is not a well-formed request
   */
  public ResponseRequest read(byte[] body, int length) {
    return RequestBody.read(body, length, parser -> new ResponseMembers(body, parser, keyMembers));
  }
}
