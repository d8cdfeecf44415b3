package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.session.SessionChange;

final class Forbidden {

  String table(SessionChange change) {
    return switch (change) {
      case SessionChange.Reserve reserve -> "reserve";
    };
  }
}
