package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.json.MemberTexts;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.CallParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Parameters are said in both dialects")
class ParameterDialectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {}",
        "{'temperature':1.50,'x':[1e400],'stop':['a']} | {'temperature':1.50,'x':[1e400],"
            + "'stop':['a']}",
        "{'max_output_tokens':16} | {'max_completion_tokens':16}",
        "{'reasoning':{'effort':'low','summary':'auto'}} | {'reasoning_effort':'low'}",
        "{'reasoning':{'effort':null}} | {}",
        "{'text':{'verbosity':'low'}} | {'verbosity':'low'}",
        "{'text':{'format':{'type':'json_object'}}} | {'response_format':{'type':'json_object'}}",
        "{'text':{'format':{'type':'json_schema','name':'n','schema':{},'strict':true}}}"
            + " | {'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{},"
            + "'strict':true}}}",
        "{'include':['message.output_text.logprobs'],'top_logprobs':2}"
            + " | {'logprobs':true,'top_logprobs':2}",
        "{'include':['reasoning.encrypted_content'],'top_logprobs':2} | {}",
        "{'truncation':'auto','max_tool_calls':3} | {}",
        "{'tools':[],'tool_choice':'auto','parallel_tool_calls':false} | {}",
        "{'tool_choice':'required'} | {'tool_choice':'required'}",
        "{'reasoning':{'effort':'low'},'reasoning_effort':'high'} | {'reasoning_effort':'low'}",
      })
  void chat_completions_hear_what_they_have_a_word_for(String responses, String chat) {
    CallParameters.OfResponses parameters = ofResponses(responses);

    assertThat(parameters.asChat().json()).isEqualTo(json(chat));
    assertThat(parameters.members().json()).isEqualTo(json(responses));
    assertThat(parameters.hostedTool()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'function','name':'f','description':null,'parameters':{'type':'object'},"
            + "'strict':true,'x':1} | {'type':'function','function':{'name':'f',"
            + "'parameters':{'type':'object'},'strict':true,'x':1}}",
        "{'type':'custom','name':'c','format':{'type':'text'}}"
            + " | {'type':'custom','custom':{'name':'c','format':{'type':'text'}}}",
        "{'type':'custom','name':'c','format':{'type':'grammar','syntax':'lark','definition':'d'}}"
            + " | {'type':'custom','custom':{'name':'c','format':{'type':'grammar','grammar':"
            + "{'syntax':'lark','definition':'d'}}}}",
      })
  void a_tool_is_nested_under_its_type(String flat, String nested) {
    assertThat(ofResponses("{'tools':[" + flat + "]}").asChat().json())
        .isEqualTo(json("{'tools':[" + nested + "]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'none' | 'none'",
        "{'type':'function','name':'f'} | {'type':'function','function':{'name':'f'}}",
        "{'type':'custom','name':'c'} | {'type':'custom','custom':{'name':'c'}}",
        "{'type':'allowed_tools','mode':'auto','tools':[{'type':'function','name':'f'},"
            + "{'type':'custom','name':'c'}]} | {'type':'allowed_tools','allowed_tools':"
            + "{'mode':'auto','tools':[{'type':'function','function':{'name':'f'}},"
            + "{'type':'custom','custom':{'name':'c'}}]}}",
      },
      quoteCharacter = '`')
  void a_choice_among_tools_is_nested_as_they_are(String flat, String nested) {
    String tool = "{'type':'function','name':'f'}";

    assertThat(tree(ofResponses("{'tools':[" + tool + "],'tool_choice':" + flat + "}").asChat()))
        .containsEntry("tool_choice", ChatJson.MAPPER.readTree(json(nested)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'tools':[{'type':'function','name':'f'},{'type':'web_search'},{'type':'mcp'}]}"
            + " | tools[1].type | {'tools':[{'type':'function','function':{'name':'f'}}]}",
        "{'tools':[{'type':'web_search'}],'tool_choice':{'type':'web_search'}} | tools[0].type |"
            + " {}",
        "{'tool_choice':{'type':'web_search'}} | tool_choice.type | {}",
        "{'tool_choice':{'type':'allowed_tools','mode':'auto','tools':[{'type':'mcp'}]}}"
            + " | tool_choice.type | {}",
      })
  void a_tool_that_runs_at_the_provider_is_named_and_left_out(
      String responses, String named, String chat) {
    CallParameters.OfResponses parameters = ofResponses(responses);

    assertThat(parameters.hostedTool()).isEqualTo(named);
    assertThat(parameters.asChat().json()).isEqualTo(json(chat));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {}",
        "{'temperature':1.50,'stop':['a'],'n':1} | {'temperature':1.50,'stop':['a']}",
        "{'n':2} | {'n':2}",
        "{'max_tokens':16} | {'max_output_tokens':16}",
        "{'max_tokens':16,'max_completion_tokens':8} | {'max_output_tokens':8}",
        "{'reasoning_effort':'low','reasoning':{'summary':'auto'}}"
            + " | {'reasoning':{'summary':'auto','effort':'low'}}",
        "{'verbosity':'low'} | {'text':{'verbosity':'low'}}",
        "{'logprobs':true,'top_logprobs':2}"
            + " | {'top_logprobs':2,'include':['message.output_text.logprobs']}",
        "{'logprobs':false} | {}",
        "{'tools':[{'type':'function','x':1,'function':{'name':'f','parameters':{}}}]}"
            + " | {'tools':[{'type':'function','name':'f','parameters':{},'x':1,'strict':false}]}",
        "{'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}}}"
            + " | {'text':{'format':{'type':'json_schema','name':'n','schema':{}}}}",
      })
  void an_upstream_of_the_other_api_hears_chat_parameters_as_it_knows_them(
      String chat, String responses) {
    assertThat(ParameterDialect.toResponses(new RawFields(json(chat))).json())
        .isEqualTo(json(responses));
  }

  @Property(tries = 500)
  void what_both_apis_can_say_is_the_same_there_and_back(
      @ForAll("parameters") Map<String, String> responses) {
    RawFields members = fields(responses);

    RawFields chat = ParameterDialect.ofResponses(members).asChat();

    assertThat(tree(ParameterDialect.toResponses(chat))).isEqualTo(tree(members));
    assertThat(tree(ParameterDialect.ofResponses(ParameterDialect.toResponses(chat)).asChat()))
        .isEqualTo(tree(chat));
  }

  @Provide
  Arbitrary<Map<String, String>> parameters() {
    Arbitrary<String> functions =
        Combinators.combine(
                Arbitraries.of("", ",'description':'d'"),
                Arbitraries.of("", ",'parameters':{'type':'object'}"),
                Arbitraries.of("true", "false"))
            .as(
                (text, schema, strict) ->
                    "{'type':'function','name':'f'" + text + schema + ",'strict':" + strict + "}");
    Arbitrary<String> customs =
        Arbitraries.of(
            "{'type':'custom','name':'c'}",
            "{'type':'custom','name':'c','format':{'type':'text'}}",
            "{'type':'custom','name':'c','format':{'type':'grammar','syntax':'regex',"
                + "'definition':'d'}}");
    Arbitrary<List<String>> tools =
        Arbitraries.oneOf(functions, customs)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(list -> List.of("'tools':[" + String.join(",", list) + "]"));
    Arbitrary<List<String>> chosen =
        Combinators.combine(
                tools,
                Arbitraries.of(
                    "'auto'",
                    "'none'",
                    "'required'",
                    "{'type':'function','name':'f'}",
                    "{'type':'custom','name':'c'}",
                    "{'type':'allowed_tools','mode':'required','tools':"
                        + "[{'type':'function','name':'f'},{'type':'custom','name':'c'}]}"),
                Arbitraries.of("true", "false"))
            .as(
                (some, choice, parallel) ->
                    List.of(
                        some.getFirst(),
                        "'tool_choice':" + choice,
                        "'parallel_tool_calls':" + parallel));
    Arbitrary<List<String>> others =
        Arbitraries.subsetOf(
                "'text':{'format':{'type':'text'},'verbosity':'high'}",
                "'reasoning':{'effort':'high'}",
                "'max_output_tokens':1",
                "'temperature':0.50",
                "'top_p':1",
                "'presence_penalty':-1",
                "'service_tier':'flex'",
                "'user':'u'",
                "'x':{'y':[null,1.0]}")
            .map(List::copyOf);
    Arbitrary<List<String>> formats =
        Arbitraries.of(
            List.of(),
            List.of("'include':['message.output_text.logprobs'],'top_logprobs':3"),
            List.of("'include':['message.output_text.logprobs']"));
    return Combinators.combine(
            Arbitraries.oneOf(Arbitraries.just(List.<String>of()), tools, chosen), others, formats)
        .as(ParameterDialectTest::members);
  }

  private static Map<String, String> members(
      List<String> tools, List<String> others, List<String> more) {
    List<String> all = new ArrayList<>(tools);
    all.addAll(others);
    all.addAll(more);
    Map<String, String> members = new LinkedHashMap<>();
    JsonNode tree = ChatJson.MAPPER.readTree(json("{" + String.join(",", all) + "}"));
    tree.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue().toString()));
    return members;
  }

  private static RawFields fields(Map<String, String> members) {
    return MemberTexts.fields(members);
  }

  private static Map<String, JsonNode> tree(RawFields fields) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    ChatJson.MAPPER
        .readTree(fields.json())
        .properties()
        .forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    return members;
  }

  private static CallParameters.OfResponses ofResponses(String members) {
    return ParameterDialect.ofResponses(new RawFields(json(members)));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
