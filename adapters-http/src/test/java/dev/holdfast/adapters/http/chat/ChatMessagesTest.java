package dev.holdfast.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatMessages.Parsed;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

@DisplayName("Chat messages")
final class ChatMessagesTest {

  private static final EventOrigin OWN = new EventOrigin.Model(ProviderId.of("own"));
  private static final EventOrigin FOREIGN = new EventOrigin.Model(ProviderId.of("foreign"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                        | messages",
        "[]                                                        | messages",
        "null                                                      | messages",
        "[1]                                                       | messages[0]",
        "[{'content':'x'}]                                         | messages[0].role",
        "[{'role':7,'content':'x'}]                                | messages[0].role",
        "[{'role':'robot','content':'x'}]                          | messages[0].role",
        "[{'role':'function','name':'f','content':'x'}]            | messages[0].role",
        "[{'role':'user'}]                                         | messages[0].content",
        "[{'role':'user','content':null}]                          | messages[0].content",
        "[{'role':'user','content':{}}]                            | messages[0].content",
        "[{'role':'user','content':['x']}]                         | messages[0].content[0]",
        "[{'role':'user','content':[{'text':'x'}]}]                | messages[0].content[0].type",
        "[{'role':'user','content':[{'type':'','x':1}]}]           | messages[0].content[0].type",
        "[{'role':'user','content':[{'type':'text'}]}]             | messages[0].content[0].text",
        "[{'role':'user','content':[{'type':'image_url','image_url':'u'}]}] |"
            + " messages[0].content[0].image_url",
        "[{'role':'user','content':[{'type':'image_url','image_url':{}}]}] |"
            + " messages[0].content[0].image_url.url",
        "[{'role':'user','content':[{'type':'file','file':{'file_data':1}}]}] |"
            + " messages[0].content[0].file.file_data",
        "[{'role':'user','content':'a'},{'role':'tool','content':'x'}] | messages[1].tool_call_id",
        "[{'role':'tool','tool_call_id':'c'}]                      | messages[0].content",
        "[{'role':'assistant'}]                                    | messages[0].content",
        "[{'role':'assistant','content':null,'tool_calls':[]}]     | messages[0].content",
        "[{'role':'assistant','content':null,'annotations':[]}]    | messages[0].content",
        "[{'role':'assistant','content':'x','refusal':1}]          | messages[0].refusal",
        "[{'role':'assistant','function_call':{'name':'f'}}]       | messages[0].function_call",
        "[{'role':'assistant','tool_calls':{}}]                    | messages[0].tool_calls",
        "[{'role':'assistant','tool_calls':[1]}]                   | messages[0].tool_calls[0]",
        "[{'role':'assistant','tool_calls':[{'function':{}}]}]     | messages[0].tool_calls[0].id",
        "[{'role':'assistant','tool_calls':[{'id':'c','type':'x'}]}] |"
            + " messages[0].tool_calls[0].type",
        "[{'role':'assistant','tool_calls':[{'id':'c'}]}] | messages[0].tool_calls[0].function",
        "[{'role':'assistant','tool_calls':[{'id':'c','function':{'arguments':'{}'}}]}] |"
            + " messages[0].tool_calls[0].function.name",
        "[{'role':'assistant','tool_calls':[{'id':'c','function':{'name':'f','arguments':{}}}]}] |"
            + " messages[0].tool_calls[0].function.arguments",
        "[{'role':'user','content':'x'},{'role':'user','content':'x','holdfast:responses':{}}] |"
            + " messages[1].holdfast:responses",
        "[{'role':'user','content':[{'type':'text','text':'x','holdfast:responses':null}]}] |"
            + " messages[0].content[0].holdfast:responses",
        "[{'role':'assistant','tool_calls':[{'id':'c','holdfast:responses':{},'function':"
            + "{'name':'f','arguments':''}}]}] | messages[0].tool_calls[0].holdfast:responses",
        "[{'role':'tool','tool_call_id':'c','content':'x','holdfast:responses':{'type':"
            + "'custom_tool_call_output'}}] | messages[0].holdfast:responses",
        "[{'role':'user','content':'half \\ud83d'}]                | messages[0].content",
      })
  void a_malformed_message_is_named_by_its_path(String json, String param) {
    Parsed parsed = parse(json);

    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    Parsed.Malformed malformed = (Parsed.Malformed) parsed;
    assertThat(malformed.param()).isEqualTo(param);
    assertThat(malformed.message()).startsWith(param + " ").endsWith(".");
  }

  @Test
  void an_assistant_message_becomes_words_and_calls() {
    List<Item> items =
        items(
            "[{'role':'assistant','content':'Let me"
                + " see.','reasoning_content':'hm','tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':'{"
                + " \\\"a\\\" :1}',"
                + "'parsed':2},'extra_content':{'google':{'thought_signature':'s'}}}]}]");

    assertThat(items)
        .containsExactly(
            new Item.Message(
                Role.ASSISTANT,
                List.of(ContentPart.text("Let me see.")),
                new RawFields("{\"reasoning_content\":\"hm\"}")),
            new Item.ToolCall(
                "c1",
                "f",
                "{ \"a\" :1}",
                new RawFields(
                    "{\"extra_content\":{\"google\":{\"thought_signature\":\"s\"}},"
                        + "\"function\":{\"parsed\":2}}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'content':null",
        "'content':''",
        "'content':[]",
        "'content':null,'refusal':null,'annotations':[],'reasoning_content':''",
        "'name':null"
      })
  void beside_calls_a_silent_message_is_left_out(String members) {
    List<Item> items =
        items(
            "[{'role':'assistant',"
                + members
                + ",'tool_calls':[{'id':'c','function':{'name':'f','arguments':''}}]}]");

    assertThat(items).containsExactly(new Item.ToolCall("c", "f", "", RawFields.NONE));
  }

  @Test
  void an_empty_answer_alone_is_kept() {
    assertThat(items("[{'role':'assistant','content':''}]"))
        .containsExactly(Item.message(Role.ASSISTANT, ""));
  }

  @Test
  void parts_keep_what_nobody_interprets() {
    List<Item> items =
        items(
            "[{'role':'user','name':'ann','content':["
                + "{'type':'text','text':'a','cache_control':{'type':'ephemeral'}},"
                + "{'type':'image_url','image_url':{'url':'data:,x','detail':'low'},'x':1.50},"
                + "{'type':'file','file':{'filename':'n','file_data':'d','file_id':'i'}},"
                + "{'type':'input_audio','input_audio':{'data':'b','format':'wav'}},"
                + "{'type':'hologram'}]}]");

    assertThat(items)
        .containsExactly(
            new Item.Message(
                Role.USER,
                List.of(
                    new ContentPart.Text(
                        "a", new RawFields("{\"cache_control\":{\"type\":\"ephemeral\"}}")),
                    new ContentPart.Image(
                        "data:,x",
                        new RawFields("{\"x\":1.50,\"image_url\":{\"detail\":\"low\"}}")),
                    new ContentPart.File("n", "d", new RawFields("{\"file\":{\"file_id\":\"i\"}}")),
                    new ContentPart.Other(
                        "input_audio",
                        new RawFields("{\"input_audio\":{\"data\":\"b\",\"format\":\"wav\"}}")),
                    new ContentPart.Other("hologram", RawFields.NONE)),
                new RawFields("{\"name\":\"ann\"}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'role':'system','content':'s'},{'role':'developer','content':'d'}]",
        "[{'role':'user','content':'a/b','name':'ann'}]",
        "[{'role':'assistant','content':null,'refusal':'no'}]",
        "[{'role':'assistant','content':'but','refusal':'no'}]",
        "[{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function',"
            + "'function':{'name':'f','arguments':'{}'}},{'id':'d','type':'function',"
            + "'function':{'name':'f','arguments':'not json'}}]},"
            + "{'role':'tool','tool_call_id':'c','content':'1'},"
            + "{'role':'tool','tool_call_id':'d','content':[{'type':'text','text':'2'},"
            + "{'type':'text','text':'3'}]}]",
        "[{'role':'assistant','content':'x','tool_calls':[{'id':'c','type':'custom',"
            + "'custom':{'name':'sql','input':'select 1'}}]}]",
      })
  void a_message_in_its_usual_form_is_written_as_it_was_read(String json) {
    assertThat(written(items(json), EventOrigin.client())).isEqualTo(json.replace('\'', '"'));
  }

  @Test
  void private_members_go_back_to_their_maker_only() {
    String json =
        "[{'role':'assistant','content':[{'type':'thinking','thinking':'t'},{'type':'text',"
            + "'text':'Yes.','citations':[1]}],'name':'bot','reasoning_content':'r','tool_calls':["
            + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'},"
            + "'extra_content':{'s':1}}]}]";

    assertThat(written(items(json), OWN)).isEqualTo(json.replace('\'', '"'));
    assertThat(written(items(json), FOREIGN))
        .isEqualTo(
            ("[{'role':'assistant','content':'Yes.','name':'bot','tool_calls':[{'id':'c',"
                    + "'type':'function','function':{'name':'f','arguments':'{}'}}]}]")
                .replace('\'', '"'));
  }

  @Test
  void a_message_of_nothing_but_private_members_is_not_sent_to_others() {
    List<Item> items = items("[{'role':'assistant','content':null,'audio':{'id':'a'}}]");

    assertThat(written(items, OWN)).contains("audio");
    assertThat(written(items, FOREIGN)).isEqualTo("[]");
  }

  @Test
  void an_answer_always_has_content_and_refusal() {
    assertThat(answer(List.of(new Item.ToolCall("c", "f", "{}", RawFields.NONE))))
        .isEqualTo(
            "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[{\"id\":\"c\","
                + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}");
    assertThat(
            answer(
                List.of(
                    new Item.Message(
                        Role.ASSISTANT,
                        List.of(
                            ContentPart.text("a"),
                            new ContentPart.Other("thinking", RawFields.NONE),
                            ContentPart.text("b"),
                            new ContentPart.Refusal("no", RawFields.NONE)),
                        new RawFields("{\"reasoning_content\":\"r\"}")))))
        .isEqualTo(
            "{\"role\":\"assistant\",\"content\":\"ab\",\"refusal\":\"no\",\"reasoning_content\":\"r\"}");
  }

  private static Parsed parse(String json) {
    return ChatMessages.parse(ChatJson.MAPPER.readTree(json.replace('\'', '"')));
  }

  private static List<Item> items(String json) {
    return ((Parsed.Items) parse(json)).items();
  }

  private static String written(List<Item> items, EventOrigin origin) {
    List<PromptItem> prompt = items.stream().map(item -> new PromptItem(item, origin)).toList();
    return text(out -> ChatMessages.writePrompt(out, prompt, ProviderId.of("own")));
  }

  private static String answer(List<Item> items) {
    return text(out -> ChatMessages.writeAnswer(out, items));
  }

  private static String text(Consumer<JsonGenerator> writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      writing.accept(out);
    }
    return text.toString();
  }
}
