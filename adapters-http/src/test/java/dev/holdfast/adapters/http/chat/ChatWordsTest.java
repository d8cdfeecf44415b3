package dev.holdfast.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;

@DisplayName("Chat completions hear of a response")
class ChatWordsTest {

  private static final RawFields OF_RESPONSES =
      new RawFields("{\"x\":1,\"holdfast:responses\":{\"phase\":\"p\"}}");
  private static final Item CALL = new Item.ToolCall("c", "f", "{}", RawFields.NONE);

  @Test
  void no_member_that_only_the_other_api_knows() {
    String prompt =
        prompt(
            new Item.Message(
                Role.USER,
                List.of(
                    new ContentPart.Text("a", OF_RESPONSES),
                    new ContentPart.Refusal("b", OF_RESPONSES),
                    new ContentPart.Image("u", OF_RESPONSES),
                    new ContentPart.File("n", "d", OF_RESPONSES)),
                OF_RESPONSES),
            new Item.ToolCall("c", "f", "{}", OF_RESPONSES),
            new Item.ToolResult("c", List.of(ContentPart.text("r")), OF_RESPONSES));

    assertThat(prompt)
        .isEqualTo(
            json(
                "[{'role':'user','content':[{'type':'text','text':'a','x':1},"
                    + "{'type':'refusal','refusal':'b','x':1},"
                    + "{'type':'image_url','image_url':{'url':'u'},'x':1},"
                    + "{'type':'file','file':{'filename':'n','file_data':'d'},'x':1}],'x':1},"
                    + "{'role':'assistant','content':null,'tool_calls':[{'id':'c',"
                    + "'type':'function','function':{'name':'f','arguments':'{}'},'x':1}]},"
                    + "{'role':'tool','tool_call_id':'c','content':'r','x':1}]"));
  }

  @Test
  void a_text_that_had_nothing_else_as_a_plain_one() {
    ContentPart text =
        new ContentPart.Text("a", new RawFields("{\"holdfast:responses\":{\"annotations\":[1]}}"));

    assertThat(prompt(new Item.Message(Role.USER, List.of(text), RawFields.NONE)))
        .isEqualTo(json("[{'role':'user','content':'a'}]"));
  }

  @Test
  void a_member_of_a_similar_name_that_is_a_clients_own() {
    RawFields own = new RawFields("{\"responses\":{\"phase\":\"p\"}}");

    assertThat(prompt(new Item.Message(Role.USER, List.of(ContentPart.text("a")), own)))
        .isEqualTo(json("[{'role':'user','content':'a','responses':{'phase':'p'}}]"));
  }

  @Test
  void the_thoughts_before_a_message_with_it() {
    assertThat(prompt(thoughts("Let me "), thoughts("see."), Item.message(Role.ASSISTANT, "4")))
        .isEqualTo(json("[{'role':'assistant','content':'4','reasoning_content':'Let me see.'}]"));
  }

  @Test
  void the_thoughts_before_calls_with_them() {
    assertThat(prompt(thoughts("Add."), CALL, CALL))
        .isEqualTo(
            json(
                "[{'role':'assistant','content':null,'reasoning_content':'Add.','tool_calls':["
                    + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}},"
                    + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]}]"));
  }

  @Test
  void no_thoughts_that_nobody_spoke_after() {
    assertThat(prompt(thoughts("Add."), Item.message(Role.USER, "hi"), thoughts("End.")))
        .isEqualTo(json("[{'role':'user','content':'hi'}]"));
  }

  @Test
  void the_thoughts_that_a_message_has_already() {
    Item message =
        new Item.Message(
            Role.ASSISTANT,
            List.of(ContentPart.text("4")),
            new RawFields("{\"reasoning\":\"mine\"}"));

    assertThat(prompt(thoughts("other"), message))
        .isEqualTo(json("[{'role':'assistant','content':'4','reasoning':'mine'}]"));
  }

  @Test
  void neither_summaries_nor_items_of_other_types() {
    Item summary =
        new Item.Other(
            "reasoning",
            new RawFields("{\"summary\":[{\"type\":\"summary_text\",\"text\":\"s\"}]}"));
    Item hosted = new Item.Other("x_call", new RawFields("{\"content\":[{\"text\":\"hidden\"}]}"));

    assertThat(prompt(summary, hosted, Item.message(Role.ASSISTANT, "4")))
        .isEqualTo(json("[{'role':'assistant','content':'4'}]"));
  }

  @Test
  void the_thoughts_of_an_answer() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      ChatMessages.writeAnswer(
          out,
          List.of(
              new Item.Other(
                  "reasoning",
                  new RawFields(json("{'summary':[{'type':'summary_text','text':'Short. '}]}"))),
              thoughts("One."),
              new Item.Message(Role.ASSISTANT, List.of(ContentPart.text("4")), OF_RESPONSES),
              CALL));
    }

    assertThat(text)
        .hasToString(
            json(
                "{'role':'assistant','content':'4','refusal':null,'reasoning_content':'Short."
                    + " One.','x':1,'tool_calls':[{'id':'c','type':'function',"
                    + "'function':{'name':'f','arguments':'{}'}}]}"));
  }

  private static Item thoughts(String text) {
    return new Item.Other(
        "reasoning",
        new RawFields(
            json(
                "{'id':'rs_1','summary':[],'content':[{'type':'reasoning_text','text':'"
                    + text
                    + "'}]}")));
  }

  private static String prompt(Item... items) {
    List<PromptItem> prompt =
        List.of(items).stream().map(item -> new PromptItem(item, EventOrigin.client())).toList();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      ChatMessages.writePrompt(out, prompt, ProviderId.of("own"));
    }
    return text.toString();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
