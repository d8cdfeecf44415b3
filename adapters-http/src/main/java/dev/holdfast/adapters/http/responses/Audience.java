package dev.holdfast.adapters.http.responses;

/** For whom items are written. */
enum Audience {
  /** Hears ids, states and log probabilities. */
  CLIENT,
  /** Gives ids of its own, and is not told what it cannot take. */
  UPSTREAM
}
