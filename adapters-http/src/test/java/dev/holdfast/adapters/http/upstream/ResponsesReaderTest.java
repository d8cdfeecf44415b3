package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An upstream's response, event by event")
final class ResponsesReaderTest {

  private static final String MESSAGE = "'type':'message','id':'msg_1','role':'assistant'";
  private static final String FUNCTION =
      "'type':'function_call','id':'fc_1','call_id':'c1','name':'f'";

  private final List<ModelDelta> deltas = new ArrayList<>();
  private final ResponsesReader reader =
      new ResponsesReader(new OutputDraft(new CallIds(new CountingIds()), deltas::add));

  @Test
  void texts_join_and_the_item_is_told_when_it_is_whole() throws Exception {
    event("created", "'response':{'status':'in_progress','output':[],'error':null}");
    added(0, "{" + MESSAGE + ",'status':'in_progress','content':[]}");
    event(
        "content_part.added",
        "'output_index':0,'content_index':0,'part':{'type':'output_text','text':''}");
    text(0, "Hel");
    text(0, "lo");
    event("output_text.done", "'output_index':0,'content_index':0,'text':'Hello'");
    done(0, "{" + MESSAGE + ",'status':'completed','content':[" + part("Hello") + "]}");
    completed("{" + MESSAGE + ",'status':'completed','content':[" + part("Hello") + "]}");

    Item hello = Item.message(Role.ASSISTANT, "Hello");
    assertThat(deltas).containsExactly(told("Hel"), told("lo"), new ModelDelta.ItemDone(0, hello));
    assertThat(only()).isEqualTo(new Choice(List.of(hello), FinishReason.STOP, RawFields.NONE));
  }

  @Test
  void a_whole_response_is_told_at_once() throws Exception {
    whole(
        "{'object':'response','status':'completed','error':null,'output':[{"
            + MESSAGE
            + ",'content':["
            + part("Hello")
            + "]},{"
            + FUNCTION
            + ",'arguments':'{ }'}],'service_tier':'flex'}");

    assertThat(deltas)
        .containsExactly(
            told("Hello"),
            new ModelDelta.ItemDone(0, Item.message(Role.ASSISTANT, "Hello")),
            new ModelDelta.ToolCallBegun(0, 0, "c1", "f", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 0, "{ }"),
            new ModelDelta.ItemDone(0, call("c1", "f", "{ }")));
    assertThat(only().finish()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(reader.answered().extra()).isEqualTo(new RawFields("{\"service_tier\":\"flex\"}"));
  }

  @Test
  void calls_are_told_in_pieces_and_kept_apart() throws Exception {
    added(0, "{" + FUNCTION + ",'arguments':''}");
    added(1, "{'type':'function_call','id':'fc_2','call_id':'c2','name':'g','arguments':''}");
    arguments(0, "{\\'a");
    arguments(1, "{}");
    arguments(0, "\\':1}");
    done(0, "{" + FUNCTION + ",'status':'completed','arguments':'{\\'a\\':1}'}");
    done(1, "{'type':'function_call','call_id':'c2','name':'g','arguments':'{}'}");
    completed("");

    assertThat(deltas)
        .containsExactly(
            new ModelDelta.ToolCallBegun(0, 0, "c1", "f", RawFields.NONE),
            new ModelDelta.ToolCallBegun(0, 1, "c2", "g", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 0, "{\"a"),
            new ModelDelta.ToolCallArguments(0, 1, "{}"),
            new ModelDelta.ToolCallArguments(0, 0, "\":1}"),
            new ModelDelta.ItemDone(0, call("c1", "f", "{\"a\":1}")),
            new ModelDelta.ItemDone(0, call("c2", "g", "{}")));
    assertThat(only().items()).containsExactly(call("c1", "f", "{\"a\":1}"), call("c2", "g", "{}"));
  }

  @Test
  void calls_of_custom_tools_are_those_of_chat_completions() throws Exception {
    String head = "'type':'custom_tool_call','id':'ctc_1','call_id':'c1','name':'sql'";
    added(0, "{" + head + ",'input':''}");
    event("custom_tool_call_input.delta", "'output_index':0,'delta':'select '");
    event("custom_tool_call_input.delta", "'output_index':0,'delta':'1'");
    done(0, "{" + head + ",'status':'completed','input':'select 1'}");
    completed("");

    RawFields custom = new RawFields("{\"type\":\"custom\"}");
    assertThat(deltas).startsWith(new ModelDelta.ToolCallBegun(0, 0, "c1", "sql", custom));
    assertThat(only().items()).containsExactly(new Item.ToolCall("c1", "sql", "select 1", custom));
  }

  @Test
  void a_call_without_id_gets_one_that_every_provider_takes() throws Exception {
    completed("{'type':'function_call','name':'f','arguments':{'a':1}}");

    Item.ToolCall call = (Item.ToolCall) only().items().getFirst();
    assertThat(call.callId()).startsWith("call_").hasSizeLessThanOrEqualTo(40);
    assertThat(call.arguments()).isEqualTo("{\"a\":1}");
  }

  @Test
  void thoughts_are_told_and_kept_whole() throws Exception {
    String head = "'type':'reasoning','id':'rs_1'";
    added(0, "{" + head + ",'summary':[],'encrypted_content':''}");
    event("reasoning_summary_text.delta", "'output_index':0,'summary_index':0,'delta':'Add '");
    event("reasoning_summary_text.delta", "'output_index':0,'summary_index':0,'delta':'them.'");
    event("reasoning_text.delta", "'output_index':0,'content_index':0,'delta':'1+1'");
    done(
        0,
        "{"
            + head
            + ",'summary':[{'type':'summary_text','text':'Add them.'}],'content':[{'type':"
            + "'reasoning_text','text':'1+1=2'}],'encrypted_content':'gAAA','status':null}");
    completed("");

    Item reasoning =
        new Item.Other(
            "reasoning",
            new RawFields(
                "{\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Add them.\"}],"
                    + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"1+1=2\"}],"
                    + "\"encrypted_content\":\"gAAA\",\"status\":null}"));
    assertThat(deltas)
        .containsExactly(
            new ModelDelta.Reasoning(0, Kind.SUMMARY, "Add "),
            new ModelDelta.Reasoning(0, Kind.SUMMARY, "them."),
            new ModelDelta.Reasoning(0, Kind.TEXT, "1+1"),
            new ModelDelta.Reasoning(0, Kind.TEXT, "=2"),
            new ModelDelta.ItemDone(0, reasoning));
    assertThat(only()).isEqualTo(new Choice(List.of(reasoning), FinishReason.STOP, RawFields.NONE));
  }

  @Test
  void items_of_tools_that_ran_at_the_upstream_are_kept_whole_and_in_order() throws Exception {
    String search =
        "{'type':'web_search_call','id':'ws_1','status':'completed','action':{'query':'q'}}";
    added(0, "{'type':'web_search_call','id':'ws_1','status':'in_progress'}");
    event("web_search_call.searching", "'output_index':0,'item_id':'ws_1'");
    added(1, "{" + MESSAGE + ",'content':[]}");
    text(1, "Found.");
    done(0, search);
    done(1, "{" + MESSAGE + ",'content':[" + part("Found.") + "]}");
    completed(search);

    assertThat(only().items())
        .containsExactly(
            new Item.Other(
                "web_search_call",
                new RawFields(
                    "{\"id\":\"ws_1\",\"status\":\"completed\",\"action\":{\"query\":\"q\"}}")),
            Item.message(Role.ASSISTANT, "Found."));
  }

  @Test
  void what_chat_completions_have_no_word_for_stands_under_one_member() throws Exception {
    completed(
        "{"
            + MESSAGE
            + ",'phase':'commentary','content':[{'type':'output_text','text':'See','annotations':"
            + "[{'type':'url_citation','url':'u'}],'logprobs':[]}]},{"
            + FUNCTION
            + ",'namespace':'n','arguments':''}");

    assertThat(only().items())
        .containsExactly(
            new Item.Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.Text(
                        "See",
                        new RawFields(
                            "{\"responses\":{\"annotations\":[{\"type\":\"url_citation\","
                                + "\"url\":\"u\"}]}}"))),
                new RawFields("{\"responses\":{\"phase\":\"commentary\"}}")),
            new Item.ToolCall(
                "c1", "f", "", new RawFields("{\"responses\":{\"namespace\":\"n\"}}")));
  }

  @Test
  void parts_keep_their_order_whichever_comes_first() throws Exception {
    event("refusal.delta", "'output_index':0,'content_index':1,'delta':'not.'");
    event("output_text.delta", "'output_index':0,'content_index':0,'delta':'Can'");
    done(
        0,
        "{"
            + MESSAGE
            + ",'content':["
            + part("Can")
            + ",{'type':'refusal','refusal':'not.'},{'type':'vendor','x':1},"
            + part("")
            + "]}");
    completed("");

    assertThat(deltas).startsWith(new ModelDelta.Refusal(0, "not."), told("Can"));
    assertThat(only().items())
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
    event(
        "output_text.delta",
        "'output_index':0,'delta':'a','logprobs':[{'token':'a','logprob':-1.50}]");
    event(
        "output_text.delta",
        "'output_index':0,'delta':'b','logprobs':[{'token':'b','logprob':-2}]");
    done(
        0,
        "{" + MESSAGE + ",'content':[{'type':'output_text','text':'ab','logprobs':" + all + "}]}");
    completed("");

    assertThat(deltas.getFirst())
        .isEqualTo(
            new ModelDelta.Text(
                0,
                "a",
                new RawFields(
                    "{\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-1.50}]}}")));
    assertThat(only())
        .isEqualTo(
            new Choice(
                List.of(Item.message(Role.ASSISTANT, "ab")),
                FinishReason.STOP,
                new RawFields("{\"logprobs\":{\"content\":" + all.replace('\'', '"') + "}}")));
  }

  @Test
  void what_came_before_the_end_need_not_be_said_by_it() throws Exception {
    added(0, "{" + MESSAGE + ",'content':[]}");
    text(0, "Hello");
    event("completed", "'response':{'status':'completed','output':[]}");

    assertThat(deltas).endsWith(new ModelDelta.ItemDone(0, Item.message(Role.ASSISTANT, "Hello")));
    assertThat(only().items()).containsExactly(Item.message(Role.ASSISTANT, "Hello"));
  }

  @Test
  void what_was_told_stands_though_the_end_says_otherwise() throws Exception {
    text(0, "Hello ");
    done(0, "{" + MESSAGE + ",'content':[" + part("Hello") + "]}");
    completed("");

    assertThat(deltas)
        .containsExactly(
            told("Hello "), new ModelDelta.ItemDone(0, Item.message(Role.ASSISTANT, "Hello ")));
    assertThat(only().items()).containsExactly(Item.message(Role.ASSISTANT, "Hello "));
  }

  @Test
  void a_message_without_words_is_none() throws Exception {
    completed("{" + MESSAGE + ",'content':[]}");

    assertThat(only().items()).isEmpty();
    assertThat(deltas).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"max_output_tokens, LENGTH", "content_filter, CONTENT_FILTER", "other, LENGTH"})
  void an_incomplete_response_says_why(String reason, FinishReason finish) throws Exception {
    text(0, "Hel");
    assertThat(
            event(
                "incomplete",
                "'response':{'status':'incomplete','incomplete_details':{'reason':'"
                    + reason
                    + "'},'output':[]}"))
        .isTrue();

    assertThat(only())
        .isEqualTo(
            new Choice(List.of(Item.message(Role.ASSISTANT, "Hel")), finish, RawFields.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'input_tokens':9,'output_tokens':5,'total_tokens':14} | 9 | 5 | 0 | 0 | 0",
        "{'input_tokens':9,'output_tokens':5,'input_tokens_details':{'cached_tokens':4,"
            + "'cache_write_tokens':3},'output_tokens_details':{'reasoning_tokens':2}} |"
            + " 9 | 5 | 4 | 3 | 2",
        "{'input_tokens':-1,'output_tokens':'x','input_tokens_details':null} | 0 | 0 | 0 | 0 | 0"
      })
  void usage_is_read(
      String usage, long input, long output, long cached, long written, long reasoning)
      throws Exception {
    event("completed", "'response':{'output':[],'usage':" + usage + "}");

    assertThat(reader.answered().usage())
        .isEqualTo(
            new ModelOutcome.ReportedUsage.Known(
                new Usage(input, output, cached, written, reasoning, Usage.Source.REPORTED)));
  }

  @Test
  void no_usage_is_unknown() throws Exception {
    event("completed", "'response':{'output':[],'usage':null}");

    assertThat(reader.answered().usage()).isEqualTo(new ModelOutcome.ReportedUsage.Unknown());
  }

  @Test
  void a_surrogate_pair_cut_in_two_is_told_whole() throws Exception {
    text(0, "a\\ud83d");
    text(0, "\\ude00b");
    done(0, "{" + MESSAGE + ",'content':[" + part("a\\ud83d\\ude00b") + "]}");
    completed("");

    assertThat(deltas).startsWith(told("a"), told("\uD83D\uDE00b"));
    assertThat(only().items()).containsExactly(Item.message(Role.ASSISTANT, "a\uD83D\uDE00b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'response.failed','response':{'status':'failed','error':{'code':'server_error','message':'m'}}"
            + " | UPSTREAM_ERROR",
        "'response.failed','response':{'error':{'code':'rate_limit_exceeded','message':'m'}}"
            + " | UPSTREAM_RATE_LIMITED",
        "'response.failed','response':{'error':{'code':'context_length_exceeded','message':'m'}}"
            + " | UPSTREAM_CONTEXT_LENGTH",
        "'response.failed','response':{'error':{'code':'invalid_image_url','message':'m'}}"
            + " | UPSTREAM_REJECTED",
        "'response.failed','response':{'error':{'code':'vector_store_timeout','message':'m'}}"
            + " | UPSTREAM_TIMED_OUT",
        "'response.failed','response':{'status':'failed','error':null} | UPSTREAM_ERROR",
        "'response.cancelled','response':{'status':'cancelled'} | UPSTREAM_ERROR",
        "'error','code':'insufficient_quota','message':'m','param':null | UPSTREAM_QUOTA_EXCEEDED",
        "'error','error':{'type':'invalid_request_error','message':'m'} | UPSTREAM_REJECTED",
        "'','error':{'code':429,'message':'m'} | UPSTREAM_RATE_LIMITED",
      })
  void an_error_is_told_apart_from_an_answer(String event, FailureCause cause) throws Exception {
    text(0, "Hel");

    ReportedError error =
        catchThrowableOfType(ReportedError.class, () -> read("{'type':" + event + "}"));

    assertThat(UpstreamError.of(error.error()).cause(0)).isEqualTo(cause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'failed','error':{'code':'server_error'},'output':[]}",
        "{'error':{'code':'server_error'}}",
        "{'status':'failed','error':null,'output':[]}"
      })
  void a_whole_response_that_failed_is_an_error(String response) {
    assertThatThrownBy(() -> whole(response)).isInstanceOf(ReportedError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "[]",
        "{",
        "<html>",
        "{'choices':[{'index':0,'delta':{'content':'a'}}]}",
        "{'type':'response.output_item.added','output_index':0}",
        "{'type':'response.output_item.added','output_index':0,'item':{}}",
        "{'type':'response.output_item.added','output_index':-1,'item':{'type':'message'}}",
        "{'type':'response.output_item.done','output_index':1024,'item':{'type':'message'}}",
        "{'type':'response.output_item.done','output_index':0,'item':{'type':'function_call'}}",
        "{'type':'response.output_text.delta','output_index':0,'content_index':-1,'delta':'a'}",
        "{'type':'response.output_text.delta','output_index':0,'content_index':1024,'delta':'a'}",
        "{'type':'response.output_text.delta','output_index':0,'delta':5}",
        "{'type':'response.output_text.delta','output_index':0}",
        "{'type':'response.completed'}",
        "{'type':'response.completed','response':{'status':'queued','output':[]}}",
        "{'type':'response.completed','response':{'status':'completed'}}",
        "{'type':'response.completed','response':{'output':[5]}}",
      })
  void what_is_no_event_is_refused(String event) {
    assertThatThrownBy(() -> read(event)).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void an_item_keeps_its_type() throws Exception {
    text(0, "Hello");

    assertThatThrownBy(() -> arguments(0, "{}")).isInstanceOf(MalformedAnswer.class);
    assertThatThrownBy(() -> done(0, "{" + FUNCTION + "}")).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void an_answer_without_its_end_is_refused() throws Exception {
    text(0, "Hello");

    assertThat(reader.isFinished()).isFalse();
    assertThatThrownBy(reader::answered).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void what_is_kept_of_a_cut_answer_are_its_words() throws Exception {
    done(0, "{'type':'reasoning','summary':[]}");
    done(1, "{" + MESSAGE + ",'content':[" + part("First.") + "]}");
    text(2, "Let me ");
    text(2, "see");
    added(3, "{" + FUNCTION + "}");
    arguments(3, "{\\'a");

    assertThat(reader.partial())
        .containsExactly(
            Item.message(Role.ASSISTANT, "First."), Item.message(Role.ASSISTANT, "Let me see"));
  }

  private Choice only() throws MalformedAnswer {
    assertThat(reader.isFinished()).isTrue();
    assertThat(reader.answered().choices()).hasSize(1);
    return reader.answered().choices().getFirst();
  }

  private void added(int index, String item) throws Exception {
    event("output_item.added", "'output_index':" + index + ",'item':" + item);
  }

  private void done(int index, String item) throws Exception {
    event("output_item.done", "'output_index':" + index + ",'item':" + item);
  }

  private void text(int index, String delta) throws Exception {
    event(
        "output_text.delta",
        "'output_index':" + index + ",'content_index':0,'delta':'" + delta + "'");
  }

  private void arguments(int index, String delta) throws Exception {
    event("function_call_arguments.delta", "'output_index':" + index + ",'delta':'" + delta + "'");
  }

  private void completed(String output) throws Exception {
    assertThat(
            event(
                "completed",
                "'response':{'status':'completed','error':null,'output':[" + output + "]}"))
        .isTrue();
  }

  private boolean event(String type, String members) throws Exception {
    return read("{'type':'response." + type + "','sequence_number':1," + members + "}");
  }

  private boolean read(String json) throws ReportedError, MalformedAnswer {
    byte[] bytes = bytes(json);
    return reader.event(bytes, bytes.length);
  }

  private void whole(String json) throws ReportedError, MalformedAnswer {
    byte[] bytes = bytes(json);
    reader.whole(bytes, bytes.length);
  }

  private static byte[] bytes(String json) {
    return json.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String part(String text) {
    return "{'type':'output_text','text':'" + text + "','annotations':[],'logprobs':[]}";
  }

  private static ModelDelta told(String text) {
    return new ModelDelta.Text(0, text, RawFields.NONE);
  }

  private static Item call(String id, String name, String arguments) {
    return new Item.ToolCall(id, name, arguments, RawFields.NONE);
  }
}
