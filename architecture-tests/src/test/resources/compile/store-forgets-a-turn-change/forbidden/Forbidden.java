package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.turn.TurnChange;

final class Forbidden {

  String table(TurnChange change) {
    return switch (change) {
      case TurnChange.Started started -> "started";
    };
  }
}
