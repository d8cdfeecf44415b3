package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides which members of an item a provider may see.
 *
 * <p>What a model added beside words and calls (reasoning, thought signatures, encrypted parts)
 * means something to its own provider only, and may be refused or misread by another. What a client
 * sent goes wherever the client's request goes.
 */
public final class ProviderPrivacy {

  private ProviderPrivacy() {}

  /** The item as the provider may see it, if it may. */
  public static Optional<Item> visible(PromptItem prompt, ProviderId to) {
    return switch (prompt.origin()) {
      case EventOrigin.Client client -> Optional.of(prompt.item());
      case EventOrigin.Model(ProviderId maker) ->
          maker.equals(to) ? Optional.of(prompt.item()) : withoutPrivate(prompt.item());
    };
  }

  private static Optional<Item> withoutPrivate(Item item) {
    return switch (item) {
      case Item.Message message ->
          Optional.of(
              new Item.Message(
                  message.role(),
                  withoutPrivate(message.content()),
                  only("name", message.extra())));
      case Item.ToolCall call ->
          Optional.of(
              new Item.ToolCall(
                  call.callId(), call.name(), call.arguments(), only("type", call.extra())));
      case Item.ToolResult result ->
          Optional.of(
              new Item.ToolResult(
                  result.callId(), withoutPrivate(result.output()), only("name", result.extra())));
      case Item.Other _ -> Optional.empty();
    };
  }

  private static List<ContentPart> withoutPrivate(List<ContentPart> parts) {
    List<ContentPart> visible = new ArrayList<>(parts.size());
    for (ContentPart part : parts) {
      switch (part) {
        case ContentPart.Text text -> visible.add(ContentPart.text(text.text()));
        case ContentPart.Refusal refusal ->
            visible.add(new ContentPart.Refusal(refusal.refusal(), RawFields.NONE));
        case ContentPart.Image image ->
            visible.add(new ContentPart.Image(image.url(), RawFields.NONE));
        case ContentPart.File file ->
            visible.add(new ContentPart.File(file.name(), file.data(), RawFields.NONE));
        case ContentPart.Other other -> {
          // a part only its maker understands, such as a thought
        }
      }
    }
    return visible;
  }

  private static RawFields only(String name, RawFields fields) {
    if (fields.isEmpty()) {
      return fields;
    }
    ObjectNode tree = Members.tree(fields);
    tree.retain(name);
    return Members.raw(tree);
  }
}
