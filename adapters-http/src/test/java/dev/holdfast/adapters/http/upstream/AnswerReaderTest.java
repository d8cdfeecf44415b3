package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelDelta;
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

@DisplayName("An upstream's answer, chunk by chunk")
final class AnswerReaderTest {

  private final List<ModelDelta> deltas = new ArrayList<>();
  private final AnswerDraft answer = new AnswerDraft(new CallIds(new CountingIds()), deltas::add);
  private final AnswerReader reader = new AnswerReader(answer);

  @Test
  void texts_join_and_empty_ones_are_not_told() throws Exception {
    delta("{'role':'assistant','content':''}");
    delta("{'content':'Hel'}");
    delta("{'content':null}");
    delta("{'content':'lo'}");
    chunk("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");

    assertThat(deltas).containsExactly(text(0, "Hel"), text(0, "lo"));
    assertThat(only())
        .isEqualTo(
            new Choice(
                List.of(Item.message(Role.ASSISTANT, "Hello")), FinishReason.STOP, RawFields.NONE));
  }

  @Test
  void a_whole_answer_is_a_chunk_whose_delta_is_called_message() throws Exception {
    chunk(
        "{'id':'x','object':'chat.completion','created':1,'model':'m','service_tier':'default',"
            + "'system_fingerprint':null,'choices':[{'index':0,'message':{'role':'assistant',"
            + "'content':null,'refusal':null,'annotations':[],'tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':'{"
            + " }'}},{'id':'c2','type':'function','function':"
            + "{'name':'f','arguments':''}}]},'logprobs':null,'finish_reason':'tool_calls'}]}");

    ModelOutcome.Answered answered = answer.answered();
    assertThat(answered.extra()).isEqualTo(new RawFields("{\"service_tier\":\"default\"}"));
    assertThat(answered.choices())
        .containsExactly(
            new Choice(
                List.of(call("c1", "f", "{ }"), call("c2", "f", "")),
                FinishReason.TOOL_CALLS,
                RawFields.NONE));
  }

  @Test
  void calls_are_told_in_pieces() throws Exception {
    calls("{'index':0,'id':'c1','type':'function','function':{'name':'f','arguments':''}}");
    calls("{'index':0,'function':{'arguments':'{\\'a'}}");
    calls("{'index':1,'id':'c2','type':'function','function':{'name':'g','arguments':'{}'}}");
    calls("{'index':0,'function':{'arguments':'\\':1}'}}");

    assertThat(deltas)
        .containsExactly(
            new ModelDelta.ToolCallBegun(0, 0, "c1", "f", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 0, "{\"a"),
            new ModelDelta.ToolCallBegun(0, 1, "c2", "g", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 1, "{}"),
            new ModelDelta.ToolCallArguments(0, 0, "\":1}"));
    assertThat(only().items()).containsExactly(call("c1", "f", "{\"a\":1}"), call("c2", "g", "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // one index for all
        "{'index':0,'id':'a','function':{'name':'f','arguments':'1'}} |"
            + " {'index':0,'id':'b','function':{'name':'g','arguments':'2'}}",
        // no index at all
        "{'id':'a','function':{'name':'f','arguments':'1'}} |"
            + " {'id':'b','function':{'name':'g','arguments':'2'}}",
        // indexes that do not begin at 0
        "{'index':3,'id':'a','function':{'name':'f','arguments':'1'}} |"
            + " {'index':7,'id':'b','function':{'name':'g','arguments':'2'}}",
        // both in one chunk
        "{'index':0,'id':'a','function':{'name':'f','arguments':'1'}},"
            + "{'index':1,'id':'b','function':{'name':'g','arguments':'2'}} | ``",
      })
  void calls_are_told_apart_however_they_are_numbered(String first, String second)
      throws Exception {
    calls(first);
    if (!second.isEmpty()) {
      calls(second);
    }

    assertThat(only().items()).containsExactly(call("a", "f", "1"), call("b", "g", "2"));
  }

  @Test
  void a_call_is_told_once_its_name_is_known() throws Exception {
    calls("{'index':0,'id':'c1'}");
    calls("{'index':0,'function':{'arguments':'{'}}");
    assertThat(deltas).isEmpty();

    calls("{'index':0,'id':'c1','function':{'name':'f','arguments':'}'}}");
    calls("{'index':0,'id':'c1','function':{'name':'f','arguments':' '}}");

    assertThat(deltas)
        .containsExactly(
            new ModelDelta.ToolCallBegun(0, 0, "c1", "f", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 0, "{}"),
            new ModelDelta.ToolCallArguments(0, 0, " "));
  }

  @Test
  void a_call_without_id_gets_one_that_every_provider_takes() throws Exception {
    calls("{'index':0,'id':'','function':{'name':'f','arguments':{'a':1}}}");

    Item.ToolCall call = (Item.ToolCall) only().items().getFirst();
    assertThat(call.callId()).startsWith("call_").hasSizeLessThanOrEqualTo(40);
    assertThat(call.arguments()).isEqualTo("{\"a\":1}");
    assertThat(deltas.getFirst())
        .isEqualTo(new ModelDelta.ToolCallBegun(0, 0, call.callId(), "f", RawFields.NONE));
  }

  @Test
  void custom_calls_and_thought_signatures_are_kept() throws Exception {
    calls("{'index':0,'id':'a','type':'custom','custom':{'name':'sql','input':'select '}}");
    calls("{'index':0,'custom':{'input':'1'}}");
    calls(
        "{'index':1,'id':'b','type':'function','function':{'name':'f','arguments':'{}'},"
            + "'extra_content':{'google':{'thought_signature':'s'}}}");

    assertThat(only().items())
        .containsExactly(
            new Item.ToolCall("a", "sql", "select 1", new RawFields("{\"type\":\"custom\"}")),
            new Item.ToolCall(
                "b",
                "f",
                "{}",
                new RawFields("{\"extra_content\":{\"google\":{\"thought_signature\":\"s\"}}}")));
  }

  @Test
  void members_nobody_interprets_are_told_and_joined() throws Exception {
    delta("{'reasoning_content':'first ','role':'assistant','audio':{'id':'a','data':'AA'}}");
    delta("{'reasoning_content':'second','reasoning_details':[{'type':'t','text':'x'}]}");
    delta("{'content':'Yes','reasoning_details':[{'type':'t','text':'y'}],'audio':{'data':'BB'}}");

    assertThat(deltas)
        .startsWith(
            new ModelDelta.Other(
                0,
                new RawFields(
                    "{\"reasoning_content\":\"first"
                        + " \",\"audio\":{\"id\":\"a\",\"data\":\"AA\"}}")));
    assertThat(only().items())
        .containsExactly(
            new Item.Message(
                Role.ASSISTANT,
                List.of(ContentPart.text("Yes")),
                new RawFields(
                    "{\"reasoning_content\":\"first"
                        + " second\",\"audio\":{\"id\":\"a\",\"data\":\"AABB\"},"
                        + "\"reasoning_details\":[{\"type\":\"t\",\"text\":\"x\"},{\"type\":\"t\","
                        + "\"text\":\"y\"}]}")));
  }

  @Test
  void a_member_that_is_the_gateways_own_is_not_taken() throws Exception {
    delta("{'content':'Yes','holdfast:responses':{'phase':'commentary'},'responses':1}");
    calls(
        "{'index':0,'id':'c','holdfast:responses':{'namespace':'n'},"
            + "'function':{'name':'f','arguments':'{}'}}");

    assertThat(deltas).contains(new ModelDelta.Other(0, new RawFields("{\"responses\":1}")));
    assertThat(only().items())
        .extracting(Item::extra)
        .containsExactly(new RawFields("{\"responses\":1}"), RawFields.NONE);
  }

  @Test
  void log_probabilities_go_with_their_text() throws Exception {
    chunk(
        "{'choices':[{'index':0,'delta':{'content':'a'},'logprobs':{'content':[{'logprob':-1.50}]}}]}");
    chunk(
        "{'choices':[{'index':0,'delta':{'content':'b'},'logprobs':{'content':[{'logprob':-2}]}}]}");

    assertThat(deltas.getFirst())
        .isEqualTo(
            new ModelDelta.Text(
                0, "a", new RawFields("{\"logprobs\":{\"content\":[{\"logprob\":-1.50}]}}")));
    assertThat(only().extra())
        .isEqualTo(
            new RawFields("{\"logprobs\":{\"content\":[{\"logprob\":-1.50},{\"logprob\":-2}]}}"));
  }

  @Test
  void refusals_and_content_parts_are_kept() throws Exception {
    delta("{'content':[{'type':'thinking','thinking':'t'},{'type':'text','text':'Hm.'}]}");
    delta("{'refusal':'I can'}");
    delta("{'refusal':'not.'}");

    assertThat(deltas)
        .containsExactly(
            text(0, "Hm."), new ModelDelta.Refusal(0, "I can"), new ModelDelta.Refusal(0, "not."));
    assertThat(only().items())
        .containsExactly(
            new Item.Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.Other("thinking", new RawFields("{\"thinking\":\"t\"}")),
                    ContentPart.text("Hm."),
                    new ContentPart.Refusal("I cannot.", RawFields.NONE)),
                RawFields.NONE));
  }

  @Test
  void several_choices_are_kept_apart_and_in_order() throws Exception {
    chunk("{'choices':[{'index':1,'delta':{'content':'b'}},{'index':0,'delta':{'content':'a'}}]}");
    chunk("{'choices':[{'delta':{'content':'A'},'index':0,'finish_reason':'stop'}]}");
    assertThat(answer.isFinished()).isFalse();
    chunk("{'choices':[{'index':1,'delta':{},'finish_reason':'length'}]}");

    assertThat(answer.isFinished()).isTrue();
    assertThat(answer.answered().choices())
        .extracting(Choice::items, Choice::finish)
        .containsExactly(
            tuple(List.of(Item.message(Role.ASSISTANT, "aA")), FinishReason.STOP),
            tuple(List.of(Item.message(Role.ASSISTANT, "b")), FinishReason.LENGTH));
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP, STOP",
    "length, LENGTH, LENGTH",
    "content_filter, CONTENT_FILTER, CONTENT_FILTER",
    "tool_calls, STOP, TOOL_CALLS",
    "function_call, STOP, TOOL_CALLS",
    "eos, STOP, TOOL_CALLS"
  })
  void finish_reasons_become_one_of_four(
      String reason, FinishReason withoutCalls, FinishReason withCalls) throws Exception {
    String finish = "'finish_reason':'" + reason + "'";
    chunk("{'choices':[{'index':0,'delta':{'content':'a'}," + finish + "}]}");
    chunk(
        "{'choices':[{'index':1,'delta':{'tool_calls':[{'id':'c','function':{'name':'f'}}]},"
            + finish
            + "}]}");

    assertThat(answer.answered().choices())
        .extracting(Choice::finish)
        .containsExactly(withoutCalls, withCalls);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'prompt_tokens':9,'completion_tokens':5,'total_tokens':14} | 9 | 5 | 0 | 0 | 0",
        "{'prompt_tokens':9,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':4,"
            + "'cache_write_tokens':3},'completion_tokens_details':{'reasoning_tokens':2}} |"
            + " 9 | 5 | 4 | 3 | 2",
        "{'prompt_tokens':9,'completion_tokens':5,'prompt_cache_hit_tokens':4,"
            + "'cache_creation_input_tokens':3,'prompt_tokens_details':null} | 9 | 5 | 4 | 3 | 0",
        "{'prompt_tokens':-1,'completion_tokens':'x','prompt_tokens_details':[]} | 0 | 0 | 0 | 0 |"
            + " 0"
      })
  void usage_is_read_in_its_dialects(
      String usage, long input, long output, long cached, long written, long reasoning)
      throws Exception {
    chunk("{'choices':[{'index':0,'delta':{'content':'a'}}],'usage':null}");
    chunk("{'choices':[],'usage':" + usage + "}");

    assertThat(answer.answered().usage())
        .isEqualTo(
            new ModelOutcome.ReportedUsage.Known(
                new Usage(input, output, cached, written, reasoning, Usage.Source.REPORTED)));
  }

  @Test
  void a_surrogate_pair_cut_in_two_is_told_whole() throws Exception {
    delta("{'content':'a\\ud83d'}");
    delta("{'content':'\\ude00b'}");
    delta("{'content':'\\ude00'}");
    calls("{'index':0,'id':'c','function':{'name':'f','arguments':'\\ud83d'}}");
    calls("{'index':0,'function':{'arguments':'\\ude00'}}");

    assertThat(deltas.subList(0, 3))
        .containsExactly(text(0, "a"), text(0, "\uD83D\uDE00b"), text(0, "\uFFFD"));
    assertThat(only().items())
        .containsExactly(
            Item.message(Role.ASSISTANT, "a\uD83D\uDE00b\uFFFD"), call("c", "f", "\uD83D\uDE00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "[]",
        "{",
        "{'choices':{}}",
        "{'choices':[1]}",
        "{'choices':[{'delta':5}]}",
        "{'choices':[{'delta':{'content':5}}]}",
        "{'choices':[{'delta':{'tool_calls':[5]}}]}",
        "{'choices':[{'index':-1}]}",
        "{'choices':[{'index':1000000}]}",
        "{'choices':[{'finish_reason':{}}]}",
        "<html>"
      })
  void what_is_no_chunk_is_refused(String chunk) {
    assertThatThrownBy(() -> chunk(chunk)).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void an_answer_without_choices_is_refused() throws Exception {
    chunk("{'choices':[],'usage':{'prompt_tokens':1}}");

    assertThatThrownBy(answer::answered).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void a_call_without_a_name_is_refused() throws Exception {
    calls("{'index':0,'id':'c','function':{'arguments':'{}'}}");

    assertThatThrownBy(answer::answered).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void an_error_is_told_apart_from_an_answer() throws Exception {
    chunk("{'choices':[{'index':0,'delta':{'content':'a'}}],'error':null}");

    assertThatThrownBy(() -> chunk("{'error':{'message':'overloaded'},'choices':[]}"))
        .isInstanceOf(ReportedError.class);
  }

  @Test
  void what_is_kept_of_a_cut_answer_are_its_words() throws Exception {
    delta("{'content':'Let me '}");
    delta("{'content':'see'}");
    calls("{'index':0,'id':'c','function':{'name':'f','arguments':'{\\'a'}}");

    assertThat(answer.partial()).containsExactly(Item.message(Role.ASSISTANT, "Let me see"));
  }

  private Choice only() throws MalformedAnswer {
    assertThat(answer.answered().choices()).hasSize(1);
    return answer.answered().choices().getFirst();
  }

  private void delta(String delta) throws Exception {
    chunk("{'choices':[{'index':0,'delta':" + delta + "}]}");
  }

  private void calls(String calls) throws Exception {
    delta("{'tool_calls':[" + calls + "]}");
  }

  private void chunk(String json) throws ReportedError, MalformedAnswer {
    String text = json.replace("\\'", "\\\"").replace('\'', '"');
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.event(bytes, bytes.length);
  }

  private static ModelDelta text(int choice, String text) {
    return new ModelDelta.Text(choice, text, RawFields.NONE);
  }

  private static Item call(String id, String name, String arguments) {
    return new Item.ToolCall(id, name, arguments, RawFields.NONE);
  }
}
