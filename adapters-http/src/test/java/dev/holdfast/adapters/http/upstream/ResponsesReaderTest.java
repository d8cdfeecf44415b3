package dev.holdfast.adapters.http.upstream;

import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.FUNCTION;
import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.MESSAGE;
import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.call;
import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.part;
import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An upstream's response, event by event")
final class ResponsesReaderTest {

  private final ReaderUnderTest response = new ReaderUnderTest();

  @Test
  void texts_join_and_the_item_is_told_when_it_is_whole() throws Exception {
    response.event("created", "'response':{'status':'in_progress','output':[],'error':null}");
    response.added(0, "{" + MESSAGE + ",'status':'in_progress','content':[]}");
    response.event(
        "content_part.added",
        "'output_index':0,'content_index':0,'part':{'type':'output_text','text':''}");
    response.text(0, "Hel");
    response.text(0, "lo");
    response.event("output_text.done", "'output_index':0,'content_index':0,'text':'Hello'");
    response.done(0, "{" + MESSAGE + ",'status':'completed','content':[" + part("Hello") + "]}");
    response.completed("{" + MESSAGE + ",'status':'completed','content':[" + part("Hello") + "]}");

    Item hello = Item.message(Role.ASSISTANT, "Hello");
    assertThat(response.deltas)
        .containsExactly(told("Hel"), told("lo"), new ModelDelta.ItemDone(0, hello));
    assertThat(response.only())
        .isEqualTo(new Choice(List.of(hello), FinishReason.STOP, RawFields.NONE));
  }

  @Test
  void a_whole_response_is_told_at_once() throws Exception {
    response.whole(
        "{'object':'response','status':'completed','error':null,'output':[{"
            + MESSAGE
            + ",'content':["
            + part("Hello")
            + "]},{"
            + FUNCTION
            + ",'arguments':'{ }'}],'service_tier':'flex'}");

    assertThat(response.deltas)
        .containsExactly(
            told("Hello"),
            new ModelDelta.ItemDone(0, Item.message(Role.ASSISTANT, "Hello")),
            new ModelDelta.ToolCallBegun(0, 0, "c1", "f", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 0, "{ }"),
            new ModelDelta.ItemDone(0, call("c1", "f", "{ }")));
    assertThat(response.only().finish()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(response.reader.answered().extra())
        .isEqualTo(new RawFields("{\"service_tier\":\"flex\"}"));
  }

  @Test
  void calls_are_told_in_pieces_and_kept_apart() throws Exception {
    response.added(0, "{" + FUNCTION + ",'arguments':''}");
    response.added(
        1, "{'type':'function_call','id':'fc_2','call_id':'c2','name':'g','arguments':''}");
    response.arguments(0, "{\\'a");
    response.arguments(1, "{}");
    response.arguments(0, "\\':1}");
    response.done(0, "{" + FUNCTION + ",'status':'completed','arguments':'{\\'a\\':1}'}");
    response.done(1, "{'type':'function_call','call_id':'c2','name':'g','arguments':'{}'}");
    response.completed("");

    assertThat(response.deltas)
        .containsExactly(
            new ModelDelta.ToolCallBegun(0, 0, "c1", "f", RawFields.NONE),
            new ModelDelta.ToolCallBegun(0, 1, "c2", "g", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 0, "{\"a"),
            new ModelDelta.ToolCallArguments(0, 1, "{}"),
            new ModelDelta.ToolCallArguments(0, 0, "\":1}"),
            new ModelDelta.ItemDone(0, call("c1", "f", "{\"a\":1}")),
            new ModelDelta.ItemDone(0, call("c2", "g", "{}")));
    assertThat(response.only().items())
        .containsExactly(call("c1", "f", "{\"a\":1}"), call("c2", "g", "{}"));
  }

  @Test
  void calls_of_custom_tools_are_those_of_chat_completions() throws Exception {
    String head = "'type':'custom_tool_call','id':'ctc_1','call_id':'c1','name':'sql'";
    response.added(0, "{" + head + ",'input':''}");
    response.event("custom_tool_call_input.delta", "'output_index':0,'delta':'select '");
    response.event("custom_tool_call_input.delta", "'output_index':0,'delta':'1'");
    response.done(0, "{" + head + ",'status':'completed','input':'select 1'}");
    response.completed("");

    RawFields custom = new RawFields("{\"type\":\"custom\"}");
    assertThat(response.deltas).startsWith(new ModelDelta.ToolCallBegun(0, 0, "c1", "sql", custom));
    assertThat(response.only().items())
        .containsExactly(new Item.ToolCall("c1", "sql", "select 1", custom));
  }

  @Test
  void a_call_without_id_gets_one_that_every_provider_takes() throws Exception {
    response.completed("{'type':'function_call','name':'f','arguments':{'a':1}}");

    Item.ToolCall call = (Item.ToolCall) response.only().items().getFirst();
    assertThat(call.callId()).startsWith("call_").hasSizeLessThanOrEqualTo(40);
    assertThat(call.arguments()).isEqualTo("{\"a\":1}");
  }

  @Test
  void thoughts_are_told_and_kept_whole() throws Exception {
    String head = "'type':'reasoning','id':'rs_1'";
    response.added(0, "{" + head + ",'summary':[],'encrypted_content':''}");
    response.event(
        "reasoning_summary_text.delta", "'output_index':0,'summary_index':0,'delta':'Add '");
    response.event(
        "reasoning_summary_text.delta", "'output_index':0,'summary_index':0,'delta':'them.'");
    response.event("reasoning_text.delta", "'output_index':0,'content_index':0,'delta':'1+1'");
    response.done(
        0,
        "{"
            + head
            + ",'summary':[{'type':'summary_text','text':'Add them.'}],'content':[{'type':"
            + "'reasoning_text','text':'1+1=2'}],'encrypted_content':'gAAA','status':null}");
    response.completed("");

    Item reasoning =
        new Item.Other(
            "reasoning",
            new RawFields(
                "{\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Add them.\"}],"
                    + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"1+1=2\"}],"
                    + "\"encrypted_content\":\"gAAA\",\"status\":null}"));
    assertThat(response.deltas)
        .containsExactly(
            new ModelDelta.Reasoning(0, Kind.SUMMARY, "Add "),
            new ModelDelta.Reasoning(0, Kind.SUMMARY, "them."),
            new ModelDelta.Reasoning(0, Kind.TEXT, "1+1"),
            new ModelDelta.Reasoning(0, Kind.TEXT, "=2"),
            new ModelDelta.ItemDone(0, reasoning));
    assertThat(response.only())
        .isEqualTo(new Choice(List.of(reasoning), FinishReason.STOP, RawFields.NONE));
  }

  @Test
  void items_of_tools_that_ran_at_the_upstream_are_kept_whole_and_in_order() throws Exception {
    String search =
        "{'type':'web_search_call','id':'ws_1','status':'completed','action':{'query':'q'}}";
    response.added(0, "{'type':'web_search_call','id':'ws_1','status':'in_progress'}");
    response.event("web_search_call.searching", "'output_index':0,'item_id':'ws_1'");
    response.added(1, "{" + MESSAGE + ",'content':[]}");
    response.text(1, "Found.");
    response.done(0, search);
    response.done(1, "{" + MESSAGE + ",'content':[" + part("Found.") + "]}");
    response.completed(search);

    assertThat(response.only().items())
        .containsExactly(
            new Item.Other(
                "web_search_call",
                new RawFields(
                    "{\"id\":\"ws_1\",\"status\":\"completed\",\"action\":{\"query\":\"q\"}}")),
            Item.message(Role.ASSISTANT, "Found."));
  }

  @Test
  void what_chat_completions_have_no_word_for_stands_under_one_member() throws Exception {
    response.completed(
        "{"
            + MESSAGE
            + ",'phase':'commentary','content':[{'type':'output_text','text':'See','annotations':"
            + "[{'type':'url_citation','url':'u'}],'logprobs':[]}]},{"
            + FUNCTION
            + ",'namespace':'n','arguments':''}");

    assertThat(response.only().items())
        .containsExactly(
            new Item.Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.Text(
                        "See",
                        new RawFields(
                            "{\"holdfast:responses\":{\"annotations\":[{\"type\":\"url_citation\","
                                + "\"url\":\"u\"}]}}"))),
                new RawFields("{\"holdfast:responses\":{\"phase\":\"commentary\"}}")),
            new Item.ToolCall(
                "c1", "f", "", new RawFields("{\"holdfast:responses\":{\"namespace\":\"n\"}}")));
  }

  @Test
  void parts_keep_their_order_whichever_comes_first() throws Exception {
    response.event("refusal.delta", "'output_index':0,'content_index':1,'delta':'not.'");
    response.event("output_text.delta", "'output_index':0,'content_index':0,'delta':'Can'");
    response.done(
        0,
        "{"
            + MESSAGE
            + ",'content':["
            + part("Can")
            + ",{'type':'refusal','refusal':'not.'},{'type':'vendor','x':1},"
            + part("")
            + "]}");
    response.completed("");

    assertThat(response.deltas).startsWith(new ModelDelta.Refusal(0, "not."), told("Can"));
    assertThat(response.only().items())
        .containsExactly(
            new Item.Message(
                Role.ASSISTANT,
                List.of(
                    ContentPart.text("Can"),
                    new ContentPart.Refusal("not.", RawFields.NONE),
                    new ContentPart.Other("vendor", new RawFields("{\"x\":1}"))),
                RawFields.NONE));
  }

  @Test
  void log_probabilities_go_with_their_text_as_in_chat_completions() throws Exception {
    String all = "[{'token':'a','logprob':-1.50},{'token':'b','logprob':-2}]";
    response.event(
        "output_text.delta",
        "'output_index':0,'delta':'a','logprobs':[{'token':'a','logprob':-1.50}]");
    response.event(
        "output_text.delta",
        "'output_index':0,'delta':'b','logprobs':[{'token':'b','logprob':-2}]");
    response.done(
        0,
        "{" + MESSAGE + ",'content':[{'type':'output_text','text':'ab','logprobs':" + all + "}]}");
    response.completed("");

    assertThat(response.deltas.getFirst())
        .isEqualTo(
            new ModelDelta.Text(
                0,
                "a",
                new RawFields(
                    "{\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-1.50}]}}")));
    assertThat(response.only())
        .isEqualTo(
            new Choice(
                List.of(Item.message(Role.ASSISTANT, "ab")),
                FinishReason.STOP,
                new RawFields("{\"logprobs\":{\"content\":" + all.replace('\'', '"') + "}}")));
  }

  @Test
  void a_surrogate_pair_cut_in_two_is_told_whole() throws Exception {
    response.text(0, "a\\ud83d");
    response.text(0, "\\ude00b");
    response.done(0, "{" + MESSAGE + ",'content':[" + part("a\\ud83d\\ude00b") + "]}");
    response.completed("");

    assertThat(response.deltas).startsWith(told("a"), told("\uD83D\uDE00b"));
    assertThat(response.only().items())
        .containsExactly(Item.message(Role.ASSISTANT, "a\uD83D\uDE00b"));
  }
}
