package dev.holdfast.domain.context;

import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;

/** An item of a prompt and who made it: provider-private members go back only to their maker. */
public record PromptItem(Item item, EventOrigin origin) {}
