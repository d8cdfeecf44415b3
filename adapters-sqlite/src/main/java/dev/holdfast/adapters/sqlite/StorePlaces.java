package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.STORE_PLACES;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StorePlace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of the places a store was opened at, on one connection to the control plane. */
final class StorePlaces {

  private final KeptStatement all;
  private final KeptStatement add;
  private final KeptStatement again;

  StorePlaces(Connection connection) {
    all =
        new KeptStatement(
            connection,
            () ->
                Sql.DSL_CONTEXT
                    .select(
                        STORE_PLACES.STORE_ID,
                        STORE_PLACES.HOME_PATH,
                        STORE_PLACES.FIRST_OPENED_AT_MICROS,
                        STORE_PLACES.LAST_OPENED_AT_MICROS)
                    .from(STORE_PLACES)
                    .orderBy(
                        STORE_PLACES.LAST_OPENED_AT_MICROS.desc(),
                        STORE_PLACES.STORE_ID,
                        STORE_PLACES.HOME_PATH));
    add =
        new KeptStatement(
            connection,
            () ->
                Sql.insert(
                    STORE_PLACES,
                    STORE_PLACES.STORE_ID,
                    STORE_PLACES.HOME_PATH,
                    STORE_PLACES.FIRST_OPENED_AT_MICROS,
                    STORE_PLACES.LAST_OPENED_AT_MICROS));
    again =
        new KeptStatement(
            connection,
            () ->
                Sql.DSL_CONTEXT
                    .update(STORE_PLACES)
                    .set(
                        STORE_PLACES.LAST_OPENED_AT_MICROS,
                        bound(STORE_PLACES.LAST_OPENED_AT_MICROS))
                    .where(STORE_PLACES.STORE_ID.eq(bound(STORE_PLACES.STORE_ID)))
                    .and(STORE_PLACES.HOME_PATH.eq(bound(STORE_PLACES.HOME_PATH))));
  }

  /** Every place, the last one first. */
  List<StorePlace> all() throws SQLException {
    return all.all(
        row -> new StorePlace(new StoreId(row.text()), row.text(), row.instant(), row.instant()));
  }

  /** Takes down that a store is opened at a place. */
  int opened(StoreId store, String home, Instant at) throws SQLException {
    int known = again.update(Micros.of(at), store.value(), home);
    return known == 0 ? add.update(store.value(), home, Micros.of(at), Micros.of(at)) : known;
  }
}
