package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;
import static org.jooq.impl.DSL.inline;

import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.read.TurnReads.NumberedTurn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Pages of turns: one statement for each way to choose them, kept once it was needed. */
final class TurnPages {

  /** What the index of them holds; a query must say the same in the same order to use it. */
  private static final List<String> WITHOUT_ANSWER =
      Stream.of(TurnState.FAILED, TurnState.CANCELLED, TurnState.INTERRUPTED)
          .map(Word::of)
          .toList();

  private final Connection connection;
  private final TurnRows rows;
  private final Map<Choice, KeptStatement> statements = new HashMap<>();

  TurnPages(Connection connection, TurnRows rows) {
    this.connection = connection;
    this.rows = rows;
  }

  /** How a binding chooses among sessions. */
  enum Sessions {
    ALL,
    ONE,
    BY_PREFIX
  }

  /**
   * A way to choose turns.
   *
   * @param states what makes a statement, so callers must not invent many
   */
  record Choice(Sessions sessions, Set<TurnState> states) {
    Choice {
      states = Set.copyOf(states);
    }
  }

  List<NumberedTurn> read(KeyBinding keys, Set<TurnState> states, long before, long limit)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(before));
    Sessions sessions =
        switch (keys) {
          case KeyBinding.Any() -> Sessions.ALL;
          case KeyBinding.Exact(var key) -> {
            values.add(key.value());
            yield Sessions.ONE;
          }
          case KeyBinding.Prefix(String prefix) -> {
            values.add(prefix);
            values.add(behind(prefix));
            yield Sessions.BY_PREFIX;
          }
        };
    values.add(limit);
    return statements
        .computeIfAbsent(
            new Choice(sessions, states),
            choice -> new KeptStatement(connection, () -> select(choice)))
        .all(row -> new NumberedTurn(row.number(), rows.read(row)), values.toArray());
  }

  /** The lowest text that is behind all that begin with a prefix, which ends with a colon. */
  private static String behind(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + (char) (':' + 1);
  }

  /** Binds the number before which, the key or the two ends of the range of keys, and how many. */
  static Select<?> select(Choice choice) {
    List<Field<?>> columns = new ArrayList<>();
    columns.add(TURNS.TURN_NUMBER);
    columns.addAll(TurnRows.COLUMNS);
    Field<Long> number = number(choice.states());
    return Sql.DSL_CONTEXT
        .select(columns)
        .from(TURNS)
        .where(number.lt(bound(TURNS.TURN_NUMBER)))
        .and(of(choice.sessions()))
        .and(in(choice.states()))
        .and(TurnRows.isShown())
        .orderBy(number.desc())
        .limit(DSL.param("limit", Long.class));
  }

  /**
   * The number, for running turns in a form that no index knows: they are so few that their own
   * index and sorting is less work than going through all turns in order.
   */
  private static Field<Long> number(Set<TurnState> states) {
    return states.equals(Set.of(TurnState.RUNNING))
        ? DSL.field("+{0}", Long.class, TURNS.TURN_NUMBER)
        : TURNS.TURN_NUMBER;
  }

  private static Condition of(Sessions sessions) {
    return switch (sessions) {
      case ALL -> DSL.noCondition();
      case ONE -> TURNS.SESSION_KEY.eq(bound(TURNS.SESSION_KEY));
      case BY_PREFIX ->
          TURNS
              .SESSION_KEY
              .ge(bound(TURNS.SESSION_KEY))
              .and(TURNS.SESSION_KEY.lt(bound(TURNS.SESSION_KEY)));
    };
  }

  private static Condition in(Set<TurnState> states) {
    if (states.containsAll(EnumSet.allOf(TurnState.class))) {
      return DSL.noCondition();
    }
    List<String> words = states.stream().map(Word::of).sorted().toList();
    Condition among =
        words.size() == 1
            ? TURNS.STATE.eq(inline(words.getFirst()))
            : TURNS.STATE.in(words.stream().map(DSL::inline).toList());
    return WITHOUT_ANSWER.containsAll(words)
        ? among.and(TURNS.STATE.in(WITHOUT_ANSWER.stream().map(DSL::inline).toList()))
        : among;
  }
}
