package dev.holdfast.app.usecase;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionResolution;
import java.util.Optional;

/**
 * Which route a turn takes: the one its request names, else the one that was chosen for its
 * session, else its agent's own.
 */
final class SelectedRoute {

  private SelectedRoute() {}

  /** The route chosen for a session, if a turn shall take it and was not admitted with it. */
  static Optional<ModelRoute> of(RouteSelection selection, TurnPlanner.Asked asked) {
    return switch (selection) {
      case RouteSelection.AgentDefault() -> Optional.empty();
      case RouteSelection.Chosen chosen ->
          namesAModel(asked) || chosen.route().equals(asked.admitted().route())
              ? Optional.empty()
              : Optional.of(chosen.route());
    };
  }

  /**
   * The same for a turn of a key. A command that resets a session asks no model: it takes none that
   * was chosen, and so gets out of one that is not there any more.
   */
  static Optional<ModelRoute> of(SessionResolution resolution, TurnPlanner.Asked asked) {
    if (ResetCommand.isIn(asked.request())) {
      return Optional.empty();
    }
    return switch (resolution) {
      case SessionResolution.Resumed(SessionEntry entry) -> of(entry.selection(), asked);
      case SessionResolution.Rotated(SessionEntry over, var _) ->
          afterReset(over.selection(), asked);
      case SessionResolution.Created _, SessionResolution.Refused _ -> Optional.empty();
    };
  }

  /** The same for a turn whose session is rotated first, which forgets what was not the user's. */
  private static Optional<ModelRoute> afterReset(
      RouteSelection selection, TurnPlanner.Asked asked) {
    boolean kept =
        selection instanceof RouteSelection.Chosen chosen && chosen.provenance().survivesReset();
    return kept ? of(selection, asked) : Optional.empty();
  }

  private static boolean namesAModel(TurnPlanner.Asked asked) {
    return switch (ModelName.of(asked.request().model())) {
      case ModelName.AgentDefault(), ModelName.OfAgent _ -> false;
      case ModelName.Reference _ -> true;
    };
  }
}
