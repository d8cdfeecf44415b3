package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ResponseReads;
import jakarta.inject.Inject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds response objects for whoever may reach them: an id does not say whose it is. */
final class ResponseLookup {

  private static final Logger log = LoggerFactory.getLogger(ResponseLookup.class);

  private final ResponseReads responses;
  private final ModelCatalog models;

  @Inject
  ResponseLookup(ResponseReads responses, ModelCatalog models) {
    this.responses = responses;
    this.models = models;
  }

  /** A response and the agent whose database holds it. */
  record Found(AgentId agent, ResponseRecord response) {}

  /**
   * Looks through every agent that a caller reaches.
   *
   * @param text as the client wrote it
   * @throws StorageFailure if no agent has it and one of them could not be asked
   */
  Optional<Found> find(Caller caller, String text) {
    if (text.isEmpty() || text.length() > ResponseId.MAX_LENGTH) {
      return Optional.empty();
    }
    ResponseId id = new ResponseId(text);
    Optional<StorageFailure> unreadable = Optional.empty();
    for (AgentSettings agent : models.agents()) {
      if (!caller.agents().reaches(agent.id())) {
        continue;
      }
      try {
        Optional<ResponseRecord> response = responses.byId(agent.id(), id);
        if (response.isPresent()) {
          return response
              .filter(found -> reaches(caller, found.turn().scope()))
              .map(found -> new Found(agent.id(), found));
        }
      } catch (StorageFailure failure) {
        log.warn("Agent {} could not be asked for a response", agent.id(), failure);
        unreadable = Optional.of(failure);
      }
    }
    if (unreadable.isPresent()) {
      throw unreadable.get();
    }
    return Optional.empty();
  }

  /** Whether a caller may see what belongs to a conversation of an agent it reaches. */
  static boolean reaches(Caller caller, TurnScope scope) {
    return switch (scope) {
      case TurnScope.Keyed(var key, _) -> caller.keys().reaches(key);
      case TurnScope.Unlisted _, TurnScope.Stateless _ -> caller.keys() instanceof KeyBinding.Any;
    };
  }
}
