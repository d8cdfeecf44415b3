package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.ChatMessages;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.in.InputItem;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Label("Items of the Responses API, for any items")
class ItemLawsTest {

  private static final ProviderId OWN = ProviderId.of("own");

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_client_that_sends_back_what_it_was_shown_changes_nothing(
      @ForAll("ofResponses") List<Item> items) {
    assertThat(withoutIds(read(shown(items)))).isEqualTo(items);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void an_upstream_is_told_all(@ForAll("ofResponses") List<Item> items) {
    assertThat(read(prompt(items, EventOrigin.client()))).isEqualTo(items);
    assertThat(prompt(items, new EventOrigin.Model(OWN)))
        .isEqualTo(prompt(items, EventOrigin.client()));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void another_provider_is_told_nothing_private(@ForAll("ofResponses") List<Item> items) {
    String told = prompt(items, new EventOrigin.Model(ProviderId.of("other")));

    assertThat(told).doesNotContain("\"m1\"", "reasoning", "web_search_call", "input_audio");
    assertThat(read(told)).hasSizeLessThanOrEqualTo(items.size());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void what_both_apis_can_say_crosses_from_one_to_the_other_and_back(
      @ForAll("ofBoth") List<Item> items) {
    String chat = chat(items);

    List<Item> crossed = read(shown(parsed(chat)));

    assertThat(crossed).isEqualTo(items);
    assertThat(chat(crossed)).isEqualTo(chat);
    assertThat(parsed(chat(read(shown(items))))).isEqualTo(items);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void thoughts_of_a_chat_upstream_go_back_to_it_by_way_of_the_other_api(
      @ForAll("withThoughts") List<Item> items) {
    assertThat(chat(read(shown(items)))).isEqualTo(chat(items));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void chat_completions_never_hear_what_they_have_no_word_for(
      @ForAll("ofResponses") List<Item> items) {
    assertThat(chat(items)).doesNotContain("holdfast:responses", "\"m1\"", "encrypted_content");
  }

  @Provide
  Arbitrary<List<Item>> ofResponses() {
    return ItemArbitraries.ofResponses();
  }

  @Provide
  Arbitrary<List<Item>> ofBoth() {
    return ItemArbitraries.ofBoth();
  }

  @Provide
  Arbitrary<List<Item>> withThoughts() {
    return ItemArbitraries.withThoughts();
  }

  /** The items as a page of them shows them to a client. */
  private static String shown(List<Item> items) {
    List<OutputItem> output = new ArrayList<>();
    for (Item item : items) {
      EventId id = new EventId("e" + output.size());
      output.add(new OutputItem(id, item, Completeness.COMPLETE));
    }
    String page =
        new String(
            ResponseItems.page(Shown.of(output), ResponseItems.More.NONE), StandardCharsets.UTF_8);
    return ResponseJudge.checked("ResponseItemList", page).path("data").toString();
  }

  private static String prompt(List<Item> items, EventOrigin origin) {
    List<PromptItem> prompt = items.stream().map(item -> new PromptItem(item, origin)).toList();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      ResponseItems.writePrompt(out, prompt, OWN);
    }
    return text.toString();
  }

  private static List<Item> read(String array) {
    JsonNode items = ChatJson.MAPPER.readTree(array);
    items.forEach(item -> assertThat(ResponseJudge.problems("ResponseInputItem", item)).isEmpty());
    return items.isEmpty()
        ? List.of()
        : ItemReader.read(items).stream().map(item -> ((InputItem.Given) item).item()).toList();
  }

  /**
   * Items that only their maker understands are shown under other ids than their own; those of
   * thoughts are not even read.
   */
  private static List<Item> withoutIds(List<Item> items) {
    return items.stream()
        .map(
            item -> {
              if (item instanceof Item.Other other) {
                ObjectNode members = Members.tree(other.extra());
                assertThat(members.has("id")).isEqualTo(!other.type().equals("reasoning"));
                members.remove("id");
                return new Item.Other(other.type(), Members.raw(members));
              }
              return item;
            })
        .toList();
  }

  private static String chat(List<Item> items) {
    List<PromptItem> prompt =
        items.stream().map(item -> new PromptItem(item, EventOrigin.client())).toList();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      ChatMessages.writePrompt(out, prompt, OWN);
    }
    return text.toString();
  }

  private static List<Item> parsed(String messages) {
    return ((ChatMessages.Parsed.Items) ChatMessages.parse(ChatJson.MAPPER.readTree(messages)))
        .items();
  }
}
