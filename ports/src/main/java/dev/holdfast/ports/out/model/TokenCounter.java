package dev.holdfast.ports.out.model;

import dev.holdfast.domain.transcript.Item;

/** Counts model tokens. Any thread may call it; the same item always has the same count. */
public interface TokenCounter {

  /** The tokens an item adds to a prompt, at least 0. */
  int count(Item item);
}
