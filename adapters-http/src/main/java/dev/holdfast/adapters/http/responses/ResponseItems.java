package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ProviderPrivacy;
import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.route.ProviderId;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Domain items as items of the Responses API. */
public final class ResponseItems {

  private ResponseItems() {}

  /**
   * Writes a prompt as an array of input items, as the given provider may see it: members that a
   * model added go back only to the provider that made them.
   *
   * @param out a text generator where a value is expected
   */
  public static void writePrompt(JsonGenerator out, List<PromptItem> prompt, ProviderId to) {
    ItemWriter items = new ItemWriter(out, Audience.UPSTREAM);
    out.writeStartArray();
    for (PromptItem item : prompt) {
      ProviderPrivacy.visible(item, to).ifPresent(items::forUpstream);
    }
    out.writeEndArray();
  }

  /** Whether there are more items than a page holds. */
  public enum More {
    NONE,
    SOME
  }

  /** A page of a response's input, in the order it is given. */
  public static byte[] page(List<Shown> shown, More more) {
    JsonText json = new JsonText().raw("{\"object\":\"list\",\"data\":[");
    String before = "";
    for (Shown item : shown) {
      json.raw(before).raw(ItemWriter.json(item, ItemStatus.of(item.completeness())));
      before = ",";
    }
    json.raw("],\"first_id\":");
    ObjectWriter.textOrNull(json, shown.isEmpty() ? "" : shown.getFirst().id());
    json.raw(",\"last_id\":");
    ObjectWriter.textOrNull(json, shown.isEmpty() ? "" : shown.getLast().id());
    json.raw(",\"has_more\":");
    json.raw(
        switch (more) {
          case NONE -> "false}";
          case SOME -> "true}";
        });
    return json.bytes();
  }

  /** Says that a response is not kept any more. */
  public static byte[] deleted(ResponseId response) {
    JsonText json = new JsonText().raw("{\"id\":").string(response.value());
    return json.raw(",\"object\":\"response\",\"deleted\":true}").bytes();
  }
}
