package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

@DisplayName("Items of the Responses API")
class ResponseItemsTest {

  private static final ProviderId OWN = ProviderId.of("own");
  private static final RawFields CUSTOM = new RawFields("{\"type\":\"custom\"}");

  @Test
  void upstreams_get_no_ids_and_no_states() {
    String prompt =
        prompt(
            Item.message(Role.USER, "hi"),
            new Item.Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.Text(
                        "a",
                        new RawFields(
                            "{\"holdfast:responses\":{\"logprobs\":[{}],\"annotations\":[1]}}"))),
                RawFields.NONE),
            new Item.ToolCall("c", "f", "{ }", RawFields.NONE),
            result("c"));

    assertThat(prompt)
        .isEqualTo(
            json(
                "[{'type':'message','role':'user','content':[{'type':'input_text','text':'hi'}]},"
                    + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                    + "'text':'a','annotations':[1]}]},"
                    + "{'type':'function_call','call_id':'c','name':'f','arguments':'{ }'},"
                    + "{'type':'function_call_output','call_id':'c','output':'done'}]"));
  }

  @Test
  void a_result_of_a_custom_call_is_one_of_its_kind_whichever_api_it_came_by() {
    assertThat(prompt(new Item.ToolCall("c", "sh", "ls", CUSTOM), result("c")))
        .isEqualTo(
            json(
                "[{'type':'custom_tool_call','call_id':'c','name':'sh','input':'ls'},"
                    + "{'type':'custom_tool_call_output','call_id':'c','output':'done'}]"));
  }

  @Test
  void upstreams_get_thoughts_back_only_sealed() {
    String prompt =
        prompt(
            new Item.Other("reasoning", new RawFields("{\"id\":\"rs_1\",\"summary\":[]}")),
            new Item.Other(
                "reasoning",
                new RawFields("{\"id\":\"rs_2\",\"summary\":[],\"encrypted_content\":\"x\"}")));

    assertThat(prompt)
        .isEqualTo(json("[{'type':'reasoning','id':'rs_2','summary':[],'encrypted_content':'x'}]"));
  }

  @Test
  void upstreams_get_no_message_that_says_nothing() {
    assertThat(
            prompt(
                new Item.Message(
                    Role.ASSISTANT, List.of(), new RawFields("{\"reasoning_content\":\"hm\"}"))))
        .isEqualTo("[]");
  }

  @Test
  void what_only_chat_completions_have_words_for_is_never_written() {
    RawFields chat =
        new RawFields("{\"name\":\"n\",\"audio\":{},\"holdfast:responses\":{\"phase\":\"p\"}}");
    Item item = new Item.Message(Role.USER, List.of(new ContentPart.Text("a", chat)), chat);

    assertThat(prompt(item)).doesNotContain("name", "audio").contains("\"phase\":\"p\"");
  }

  @Test
  void members_never_stand_in_for_those_of_the_item_itself() {
    RawFields wild =
        new RawFields(
            "{\"holdfast:responses\":{\"type\":\"x\",\"role\":\"system\",\"id\":\"y\",\"status\":\"z\"}}");

    JsonNode shown =
        shown(new Item.Message(Role.USER, List.of(ContentPart.text("a")), wild)).at("/data/0");

    assertThat(shown)
        .isEqualTo(
            ChatJson.MAPPER.readTree(
                json(
                    "{'id':'msg_e0','type':'message','status':'completed','role':'user',"
                        + "'content':[{'type':'input_text','text':'a'}]}")));
  }

  @Test
  void clients_see_thoughts_of_a_chat_upstream_as_an_item_before_the_message() {
    JsonNode shown =
        shown(
            new Item.Message(
                Role.ASSISTANT,
                List.of(ContentPart.text("4")),
                new RawFields("{\"reasoning\":\"hm\"}")));

    assertThat(shown.path("data"))
        .isEqualTo(
            ChatJson.MAPPER.readTree(
                json(
                    "[{'id':'rs_e0','type':'reasoning','summary':[],'content':"
                        + "[{'type':'reasoning_text','text':'hm'}]},"
                        + "{'id':'msg_e0','type':'message','status':'completed',"
                        + "'role':'assistant','content':[{'type':'output_text','text':'4',"
                        + "'annotations':[],'logprobs':[]}]}]")));
  }

  @Test
  void a_page_names_its_ends() {
    JsonNode page = shown(Item.message(Role.USER, "a"), Item.message(Role.USER, "b"));

    assertThat(page.path("first_id").stringValue()).isEqualTo("msg_e0");
    assertThat(page.path("last_id").stringValue()).isEqualTo("msg_e1");
    assertThat(page.path("has_more").booleanValue()).isTrue();
  }

  @Test
  void an_empty_page_names_none() {
    JsonNode page = shown();

    assertThat(page.path("first_id").isNull()).isTrue();
    assertThat(page.path("last_id").isNull()).isTrue();
  }

  @Test
  void a_removed_response_is_told_as_such() {
    byte[] told = ResponseItems.deleted(new ResponseId("resp_1"));

    assertThat(
            ResponseJudge.checked("ResponseDeletion", new String(told, StandardCharsets.UTF_8))
                .path("id")
                .stringValue())
        .isEqualTo("resp_1");
  }

  private static Item result(String callId) {
    return new Item.ToolResult(callId, List.of(ContentPart.text("done")), RawFields.NONE);
  }

  private static JsonNode shown(Item... items) {
    List<OutputItem> output = new ArrayList<>();
    for (Item item : items) {
      output.add(new OutputItem(new EventId("e" + output.size()), item, Completeness.COMPLETE));
    }
    byte[] page = ResponseItems.page(Shown.of(output), ResponseItems.More.SOME);
    return ResponseJudge.checked("ResponseItemList", new String(page, StandardCharsets.UTF_8));
  }

  private static String prompt(Item... items) {
    List<PromptItem> prompt =
        List.of(items).stream().map(item -> new PromptItem(item, EventOrigin.client())).toList();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      ResponseItems.writePrompt(out, prompt, OWN);
    }
    return text.toString();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
