package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.ports.out.env.StorageFailure;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The four columns of a route, in their order: provider, model, runtime, auth profile.
 *
 * @param runtime NULL: whatever is usual for the provider
 * @param authProfile NULL: whatever the provider is configured with
 */
record RouteColumns(
    @Nullable String provider,
    @Nullable String model,
    @Nullable String runtime,
    @Nullable String authProfile) {

  /** The columns of a row that has no route. */
  static final RouteColumns NONE = new RouteColumns(null, null, null, null);

  static RouteColumns of(ModelRoute route) {
    RouteDraft columns = RouteDraft.of(route);
    return new RouteColumns(
        columns.provider(),
        columns.model(),
        orNull(columns.runtime()),
        orNull(columns.authProfile()));
  }

  /** The next four columns of a row. */
  static RouteColumns read(Row row) throws SQLException {
    return new RouteColumns(row.textOrNull(), row.textOrNull(), row.textOrNull(), row.textOrNull());
  }

  /**
   * The route, made anew by the one who may make routes. Where an operator's own definition has
   * gone since, it is the route as it was while it was there: what was stored is told as it is, and
   * cannot be stored again.
   */
  ModelRoute route(RouteCanonicalizer canonicalizer) {
    RouteDraft columns =
        new RouteDraft(orEmpty(provider), orEmpty(model), orEmpty(runtime), orEmpty(authProfile));
    return switch (canonicalizer.ofStored(columns)) {
      case Canonicalization.Canonical canonical -> canonical.route();
      case Canonicalization.NoRoute noRoute -> asItWas(columns);
    };
  }

  private static ModelRoute asItWas(RouteDraft columns) {
    Set<String> definedThen =
        Stream.of(
                columns.provider(),
                before('/', columns.model()),
                before(':', columns.authProfile()))
            .collect(Collectors.toSet());
    return switch (new RouteCanonicalizer(definedThen).ofStored(columns)) {
      case Canonicalization.Canonical canonical -> canonical.route();
      case Canonicalization.NoRoute noRoute ->
          throw Failures.of(
              StorageFailure.Code.READ_FAILED, Map.of("cause", "a stored route is not canonical"));
    };
  }

  private static String before(char separator, String text) {
    int end = text.indexOf(separator);
    return end < 0 ? "" : text.substring(0, end);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
