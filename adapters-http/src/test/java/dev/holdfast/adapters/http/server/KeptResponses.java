package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.Responses;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The responses that tests put there, as a store behind the server would know them. */
final class KeptResponses implements Responses {

  private final Map<String, Finding> findings = new ConcurrentHashMap<>();
  private final Map<String, Cancellation> cancellations = new ConcurrentHashMap<>();

  /** Has something found under an id. */
  void put(String id, Finding finding) {
    findings.put(id, finding);
  }

  /** Says what becomes of a wish to cancel. */
  void put(String id, Cancellation cancellation) {
    cancellations.put(id, cancellation);
  }

  @Override
  public Finding find(Caller caller, String id) {
    return findings.getOrDefault(id, new Finding.Unknown());
  }

  @Override
  public Removal remove(Requester by, String id) {
    return findings.remove(id) == null ? new Removal.Unknown() : new Removal.Removed();
  }

  @Override
  public Cancellation cancel(Requester by, String id) {
    return cancellations.getOrDefault(id, new Cancellation.Unknown());
  }
}
