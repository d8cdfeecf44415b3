package dev.holdfast.domain.context;

import dev.holdfast.domain.transcript.Item;

/**
 * An item that is not an event, with its size in model tokens.
 *
 * @param tokens at least 0
 */
public record SizedItem(Item item, int tokens) {}
