package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.session.SessionChange;

final class Allowed {

  String table(SessionChange change) {
    return switch (change) {
      case SessionChange.Expect expect -> "expect";
      case SessionChange.Reserve reserve -> "reserve";
      case SessionChange.Rotate rotate -> "rotate";
      case SessionChange.MoveHead moveHead -> "move head";
      case SessionChange.NoteHabit noteHabit -> "note habit";
      case SessionChange.SelectRoute selectRoute -> "select route";
      case SessionChange.Relabel relabel -> "relabel";
      case SessionChange.ClearRoute clearRoute -> "clear route";
    };
  }
}
