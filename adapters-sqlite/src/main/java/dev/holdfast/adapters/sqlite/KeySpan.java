package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;

/**
 * The keys that a binding reaches, as neighbours in the order of an index.
 *
 * @param from the first text that may be among them
 * @param before the first text behind them
 */
record KeySpan(String from, String before) {

  /** The character behind the colon that every prefix ends with. */
  private static final char AFTER_COLON = ';';

  /** Behind every key in the order of UTF-8: keys begin with letters. */
  private static final String END = "\uffff";

  static KeySpan of(KeyBinding keys) {
    return switch (keys) {
      case KeyBinding.Any() -> new KeySpan("", END);
      case KeyBinding.Exact(SessionKey key) -> new KeySpan(key.value(), key.value() + '\u0000');
      case KeyBinding.Prefix(String prefix) ->
          new KeySpan(prefix, prefix.substring(0, prefix.length() - 1) + AFTER_COLON);
    };
  }
}
