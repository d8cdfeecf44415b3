package dev.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The demo model's tools")
final class DemoToolsTest {

  private static final String WEATHER =
      "{'type':'function','function':{'name':'get_weather','parameters':{'type':'object',"
          + "'properties':{'city':{'type':'string'},'unit':{'enum':['C','F']}},'required':['city']}}}";
  private static final String CLOCK = "{'type':'function','function':{'name':'readClock'}}";
  private static final String SQL = "{'type':'custom','custom':{'name':'sql'}}";
  private static final String TOOLS = "'tools':[" + WEATHER + "," + CLOCK + "," + SQL + "]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the text decides with auto, which is the default
        "What now?                       | ``                  | get_weather({\"city\":\"now\"})",
        "How is the weather in Oslo      | ``                  | get_weather({\"city\":\"Oslo\"})",
        "Look at the clock.              | ``                  | readClock({})",
        "Call readClock please           | 'tool_choice':'auto' | readClock({})",
        "Ask sql: select 1               | ``                  | sql(Ask sql: select 1)",
        "Good morning.                   | ``                  | ``",
        // the choice decides otherwise
        "How is the weather?             | 'tool_choice':'none' | ``",
        "Good morning.                   | 'tool_choice':'required' |"
            + " get_weather({\"city\":\"morning\"})",
        "Good weather.                   |"
            + " 'tool_choice':{'type':'function','function':{'name':'readClock'}} | readClock({})",
        "Good weather.                   |"
            + " 'tool_choice':{'type':'custom','custom':{'name':'sql'}} | sql(Good weather.)",
        "Good weather.                   |"
            + " 'tool_choice':{'type':'function','function':{'name':'unknown'}} | ``",
        // only what is allowed
        "How is the weather?             | 'tool_choice':{'type':'allowed_tools','allowed_tools':"
            + "{'mode':'auto','tools':[{'type':'function','function':{'name':'readClock'}}]}} |"
            + " readClock({})",
        "The weather.                    | 'tool_choice':{'type':'allowed_tools','allowed_tools':"
            + "{'mode':'auto','tools':[{'type':'function','function':{'name':'readClock'}}]}} | ``",
        "Hm.                             | 'tool_choice':{'type':'allowed_tools','allowed_tools':"
            + "{'mode':'required','tools':[{'type':'function','function':{'name':'readClock'}}]}} |"
            + " readClock({})",
        // two at once
        "Weather and clock, both!        | ``                  |"
            + " get_weather({\"city\":\"both\"}) readClock({})",
        "The clock twice                 | ``                  | readClock({}) readClock({})",
        "The clock twice                 | 'parallel_tool_calls':false | readClock({})",
      })
  void tools_are_called_when_they_are_asked_for(String text, String choice, String calls) {
    String parameters = "{" + TOOLS + (choice.isEmpty() ? "" : "," + choice) + "}";

    DemoTalk talk = DemoTalk.user(text).with(parameters);

    assertThat(String.join(" ", talk.calls())).isEqualTo(calls);
    assertThat(talk.answered().choices().getFirst().finish())
        .isEqualTo(calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS);
  }

  @Test
  void both_of_a_single_tool_are_two_calls_of_it() {
    DemoTalk talk = DemoTalk.user("the clock, both").with("{'tools':[" + CLOCK + "]}");

    assertThat(talk.calls()).containsExactly("readClock({})", "readClock({})");
    assertThat(talk.items())
        .extracting(item -> ((Item.ToolCall) item).callId())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.length() <= 40);
  }

  @Test
  void a_later_turn_never_repeats_an_id() {
    String tools = "{'tools':[" + CLOCK + "],'tool_choice':'required'}";
    Item first = DemoTalk.user("go").with(tools).items().getFirst();
    String id = ((Item.ToolCall) first).callId();

    Item second =
        DemoTalk.user("go")
            .and(first)
            .thenResult(id, "ok")
            .thenUser("go")
            .with(tools)
            .items()
            .getFirst();

    assertThat(((Item.ToolCall) second).callId()).isNotEqualTo(id);
  }

  @Test
  void calls_are_told_in_pieces_that_join() {
    DemoTalk talk = DemoTalk.user("Weather in Oslo?").with("{'tools':[" + WEATHER + "]}");
    Item.ToolCall call = (Item.ToolCall) talk.items().getFirst();

    assertThat(talk.deltas())
        .containsExactly(
            new ModelDelta.ToolCallBegun(0, 0, call.callId(), "get_weather", RawFields.NONE),
            new ModelDelta.ToolCallArguments(0, 0, "{\"city\""),
            new ModelDelta.ToolCallArguments(0, 0, ":\"Oslo\"}"));
  }

  @Test
  void a_result_is_quoted_and_nothing_is_called_again() {
    DemoTalk talk =
        DemoTalk.user("Weather and clock, both?")
            .thenCall("a", "get_weather")
            .thenCall("b", "readClock")
            .thenResult("a", "sunny, 21 °C")
            .thenResult("b", "12:00")
            .with("{" + TOOLS + ",'tool_choice':'required'}");

    assertThat(talk.calls()).isEmpty();
    assertThat(talk.text())
        .isEqualTo(
            "The tool get_weather answered: \"sunny, 21 °C\"."
                + " The tool readClock answered: \"12:00\".");
  }

  @Test
  void a_result_that_is_no_text_is_described() {
    DemoTalk talk =
        DemoTalk.user("go")
            .and(
                new Item.ToolResult(
                    "x",
                    List.of(new ContentPart.Image("data:image/gif;base64,AAAA", RawFields.NONE)),
                    RawFields.NONE));

    assertThat(talk.text())
        .isEqualTo("The tool tool answered: \"\" and an image (image/gif, 3 bytes).");
  }

  @Test
  void a_custom_call_keeps_its_type() {
    DemoTalk talk = DemoTalk.user("sql?").with("{'tools':[" + SQL + "]}");

    assertThat(talk.items())
        .extracting(Item::extra)
        .containsExactly(new RawFields("{\"type\":\"custom\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'json_object'} | {\"answer\":\"You told me: \\\"I am Ann.\\\"\"}",
        "{'type':'text'} | You told me: \"I am Ann.\"",
        "{'type':'json_schema','json_schema':{'name':'x','schema':{'type':'object','properties':"
            + "{'name':{'type':'string','maxLength':3},'age':{'type':'integer','minimum':18}},"
            + "'required':['name','age'],'additionalProperties':false}}} |"
            + " {\"name\":\"You\",\"age\":18}",
      })
  void the_form_of_the_answer_is_as_asked(String format, String text) {
    DemoTalk talk =
        DemoTalk.user("I am Ann.")
            .thenUser("Who is Ann?")
            .with("{'response_format':" + format + "}");

    assertThat(talk.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'tools':5,'tool_choice':[],'n':'x','max_tokens':'x','response_format':7}",
        "{'tools':[1,{},{'type':'function'},{'function':{'name':7}}],'tool_choice':{'allowed_tools':1}}",
        "{'tools':null,'tool_choice':null,'n':null,'response_format':null}",
      })
  void parameters_of_an_unexpected_form_are_taken_as_absent(String parameters) {
    assertThat(DemoTalk.user("Good morning.").with(parameters).text())
        .isEqualTo("You said: \"Good morning.\"");
  }
}
