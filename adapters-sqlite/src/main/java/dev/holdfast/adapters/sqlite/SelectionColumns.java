package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.SESSIONS;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a session's chosen route: each part of it with where it came from.
 *
 * @param provenance NULL: no route is chosen
 */
record SelectionColumns(RouteColumns route, @Nullable RouteProvenance provenance) {

  /** The columns of a session that follows its agent's route. */
  static final SelectionColumns NONE = new SelectionColumns(RouteColumns.NONE, null);

  static SelectionColumns of(ModelRoute route, RouteProvenance provenance) {
    return new SelectionColumns(RouteColumns.of(route), provenance);
  }

  static SelectionColumns of(RouteSelection selection) {
    return switch (selection) {
      case RouteSelection.AgentDefault() -> NONE;
      case RouteSelection.Chosen(ModelRoute route, RouteProvenance provenance) ->
          of(route, provenance);
    };
  }

  boolean survivesReset() {
    return provenance != null && provenance.survivesReset();
  }

  /** An update of a session that sets these columns first. */
  static UpdateSetMoreStep<?> update() {
    return Sql.DSL_CONTEXT
        .update(SESSIONS)
        .set(SESSIONS.SELECTED_PROVIDER, bound(SESSIONS.SELECTED_PROVIDER))
        .set(SESSIONS.SELECTED_MODEL, bound(SESSIONS.SELECTED_MODEL))
        .set(SESSIONS.SELECTED_RUNTIME, bound(SESSIONS.SELECTED_RUNTIME))
        .set(SESSIONS.SELECTED_AUTH_PROFILE, bound(SESSIONS.SELECTED_AUTH_PROFILE))
        .set(SESSIONS.SELECTED_PROVIDER_PROVENANCE, bound(SESSIONS.SELECTED_PROVIDER_PROVENANCE))
        .set(SESSIONS.SELECTED_MODEL_PROVENANCE, bound(SESSIONS.SELECTED_MODEL_PROVENANCE))
        .set(SESSIONS.SELECTED_RUNTIME_PROVENANCE, bound(SESSIONS.SELECTED_RUNTIME_PROVENANCE))
        .set(
            SESSIONS.SELECTED_AUTH_PROFILE_PROVENANCE,
            bound(SESSIONS.SELECTED_AUTH_PROFILE_PROVENANCE));
  }

  /** The values for {@link #update}, and more behind them. */
  @Nullable Object[] followedBy(Object... more) {
    String word = provenance == null ? null : Word.of(provenance);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(route.provider());
    values.add(route.model());
    values.add(route.runtime());
    values.add(route.authProfile());
    values.add(word);
    values.add(word);
    values.add(route.runtime() == null ? null : word);
    values.add(route.authProfile() == null ? null : word);
    values.addAll(Arrays.asList(more));
    return values.toArray();
  }
}
