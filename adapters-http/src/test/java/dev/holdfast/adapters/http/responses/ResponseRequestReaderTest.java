package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.adapters.http.json.RequestProblem;
import dev.holdfast.adapters.http.responses.ResponseRequest.Keeping;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request for a response is read from its bytes")
class ResponseRequestReaderTest {

  private final ResponseRequestReader reader =
      new ResponseRequestReader(Set.of("prompt_cache_key", "user"));

  @Test
  void a_text_is_what_the_user_says_and_everything_else_is_as_usual() {
    ResponseRequest request = read("{'model':'m','input':'hi'}");

    assertThat(request.model()).isEqualTo("m");
    assertThat(request.instructions()).isEmpty();
    assertThat(request.items()).isEqualTo(InputItem.given(List.of(Item.message(Role.USER, "hi"))));
    assertThat(request.parameters().members()).isEqualTo(RawFields.NONE);
    assertThat(request.parameters().asChat()).isEqualTo(RawFields.NONE);
    assertThat(request.parameters().hostedTool()).isEmpty();
    assertThat(request.delivery()).isEqualTo(Delivery.WHOLE);
    assertThat(request.keeping()).isEqualTo(Keeping.STORED);
    assertThat(request.execution()).isEqualTo(Execution.FOREGROUND);
    assertThat(request.previous()).isEmpty();
    assertThat(request.settings()).isEqualTo(RawFields.NONE);
    assertThat(request.texts()).isEmpty();
  }

  @Test
  void what_the_gateway_owns_is_taken_and_the_rest_forwarded_as_it_came() {
    ResponseRequest request =
        read(
            "{ 'temperature' : 1.50,'model':'m','input':'hi','instructions':'Be brief.',"
                + "'stream':true,'stream_options':{'include_obfuscation':false},'store':true,"
                + "'background':true,'previous_response_id':'resp_1','metadata':{'a':'b'},"
                + "'x\\u0061':[1e400],'user':'ann','truncation':'auto','include':"
                + "['reasoning.encrypted_content'],'max_output_tokens':16, 'conversation':null }");

    assertThat(request.instructions()).isEqualTo("Be brief.");
    assertThat(request.delivery()).isEqualTo(Delivery.STREAMED);
    assertThat(request.keeping()).isEqualTo(Keeping.STORED);
    assertThat(request.execution()).isEqualTo(Execution.BACKGROUND);
    assertThat(request.previous()).isEqualTo("resp_1");
    assertThat(request.texts()).isEqualTo(Map.of("user", "ann"));
    assertThat(request.parameters().members().json())
        .isEqualTo(
            json(
                "{'temperature' : 1.50,'x\\u0061':[1e400],'user':'ann','truncation':'auto',"
                    + "'include':['reasoning.encrypted_content'],'max_output_tokens':16}"));
    assertThat(request.parameters().asChat().json())
        .isEqualTo(
            json("{'temperature':1.50,'xa':[1e400],'user':'ann','max_completion_tokens':16}"));
    assertThat(request.settings().json())
        .isEqualTo(
            json(
                "{'instructions':'Be brief.','truncation':'auto','temperature':1.50,"
                    + "'max_output_tokens':16,'metadata':{'a':'b'},'store':true,'background':true,"
                    + "'user':'ann','include':['reasoning.encrypted_content']}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role':'user','content':'hi'} | MSG USER hi",
        "{'type':'message','id':'msg_1','status':'completed','role':'developer','content':'hi'}"
            + " | MSG DEVELOPER hi",
        "{'role':'system','content':[{'type':'input_text','text':'a'},{'type':'text','text':'b'}]}"
            + " | MSG SYSTEM a,b",
        "{'role':'assistant','phase':'final_answer','content':[{'type':'output_text','text':'a','annotations':[],'logprobs':[]}]}"
            + " | MSG {'holdfast:responses':{'phase':'final_answer'}} ASSISTANT a",
        "{'role':'assistant','content':[{'type':'output_text','text':'a','annotations':[{'x':1}]}]}"
            + " | MSG ASSISTANT a{'holdfast:responses':{'annotations':[{'x':1}]}}",
        "{'role':'assistant','content':[{'type':'refusal','refusal':'no'}]}"
            + " | MSG ASSISTANT refusal:no",
        "{'role':'user','content':[{'type':'input_image','image_url':'data:x','detail':'low'}]}"
            + " | MSG USER image:data:x{'image_url':{'detail':'low'}}",
        "{'role':'user','content':[{'type':'input_image','image_url':null,'file_id':'f'}]}"
            + " | MSG USER input_image{'file_id':'f'}",
        "{'role':'user','content':[{'type':'input_file','filename':'a.txt','file_data':'YQ=='}]}"
            + " | MSG USER file:a.txt YQ==",
        "{'role':'user','content':[{'type':'input_file','file_url':'u','filename':null}]}"
            + " | MSG USER input_file{'file_url':'u'}",
        "{'role':'user','content':[{'type':'input_file','file_id':'f','file_url':'u'}]}"
            + " | MSG USER file: {'file':{'file_id':'f'},'holdfast:responses':{'file_url':'u'}}",
        "{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'x'}}]}"
            + " | MSG USER input_audio{'input_audio':{'data':'x'}}",
        "{'type':'function_call','id':'fc_1','call_id':'c','name':'f','arguments':'{ }'}"
            + " | CALL c f { }",
        "{'type':'custom_tool_call','call_id':'c','name':'f','input':'x'}"
            + " | CALL {'type':'custom'} c f x",
        "{'type':'function_call_output','call_id':'c','output':'done'} | RESULT c done",
        "{'type':'function_call_output','call_id':'c','output':[{'type':'input_text','text':'a'}]}"
            + " | RESULT c a",
        "{'type':'custom_tool_call_output','call_id':'c','output':'done'}"
            + " | RESULT {'holdfast:responses':{'type':'custom_tool_call_output'}} c done",
        "{'type':'reasoning','id':'rs_1','status':'completed','summary':[],"
            + "'encrypted_content':'x'} | reasoning {'summary':[],'encrypted_content':'x'}",
        "{'type':'x_call','id':'x','a':null} | x_call {'id':'x','a':null}",
        "{'type':'item_reference','id':'msg_e1'} | -> e1",
        "{'id':'rs_e2'} | -> e2",
        "{'type':null,'id':'e3'} | -> e3",
      })
  void an_item_becomes_one_of_the_session(String item, String expected) {
    ResponseRequest request = read("{'model':'m','input':[" + item + "]}");

    assertThat(request.items()).hasSize(1);
    assertThat(words(request.items().getFirst())).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'input':[{'type':'computer_call_output','call_id':'c'}] | input[0].type",
        "'input':[{'role':'user','content':'x'},{'type':'mcp_approval_response'}] | input[1].type",
        "'input':[{'type':'reasoning','summary':[]},{'type':'nobody_knows'},{'type':'y'}]"
            + " | input[1].type",
        "'tools':[{'type':'mcp'}],'input':[{'type':'mcp_approval_response'}] | tools[0].type",
        "'input':[{'type':'reasoning','summary':[]},{'type':'item_reference','id':'item_1'},"
            + "{'type':'function_call_output','call_id':'c','output':'x'},"
            + "{'type':'custom_tool_call_output','call_id':'c','output':'x'}] | ``",
      })
  void what_chat_completions_cannot_say_is_named(String members, String parameter) {
    assertThat(read("{'model':'m'," + members + "}").parameters().hostedTool())
        .isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'input':'x'} | MISSING_PARAMETER | model",
        "{'model':'m'} | MISSING_PARAMETER | input",
        "{'model':'m','input':7} | INVALID_TYPE | input",
        "{'model':'m','input':[]} | INVALID_VALUE | input",
        "{'model':'m','input':[1]} | INVALID_VALUE | input[0]",
        "{'model':'m','input':[{}]} | INVALID_VALUE | input[0].type",
        "{'model':'m','input':[{'type':7}]} | INVALID_VALUE | input[0].type",
        "{'model':'m','input':[{'id':''}]} | INVALID_VALUE | input[0].id",
        "{'model':'m','input':[{'id':'msg_'}]} | INVALID_VALUE | input[0].id",
        "{'model':'m','input':[{'role':'king','content':'x'}]} | INVALID_VALUE | input[0].role",
        "{'model':'m','input':[{'role':'user'}]} | INVALID_VALUE | input[0].content",
        "{'model':'m','input':['',{'role':'user','content':[{'type':'input_image'}]}]}"
            + " | INVALID_VALUE | input[0]",
        "{'model':'m','input':[{'role':'user','content':[{'type':'input_image'}]}]}"
            + " | INVALID_VALUE | input[0].content[0].image_url",
        "{'model':'m','input':[{'role':'user','content':[{'type':'input_image','image_url':{}}]}]}"
            + " | INVALID_VALUE | input[0].content[0].image_url",
        "{'model':'m','input':[{'type':'function_call_output','call_id':'c','output':[{}]}]}"
            + " | INVALID_VALUE | input[0].output[0].type",
        "{'model':'m','input':[{'type':'function_call','call_id':'c','name':''}]}"
            + " | INVALID_VALUE | input[0].name",
        "{'model':'m','input':[{'role':'user','content':'x','holdfast:responses':{}}]}"
            + " | INVALID_VALUE | input[0].holdfast:responses",
        "{'model':'m','input':[{'role':'user','content':[{'type':'input_text','text':'x','holdfast:responses':{}}]}]}"
            + " | INVALID_VALUE | input[0].content[0].holdfast:responses",
        "{'model':'m','input':'\\ud83d'} | INVALID_VALUE | input",
        "{'model':'m','input':[{'type':'x','y':'\\ud83d'}]} | INVALID_VALUE | input[0]",
        "{'model':'m','input':'x','instructions':'\\ud83d'} | INVALID_VALUE | instructions",
        "{'model':'m','input':'x','instructions':[]} | INVALID_TYPE | instructions",
        "{'model':'m','input':'x','max_output_tokens':1.5} | INVALID_TYPE | max_output_tokens",
        "{'model':'m','input':'x','truncation':'some'} | INVALID_VALUE | truncation",
        "{'model':'m','input':'x','text':{'format':'x'}} | INVALID_TYPE | text.format",
        "{'model':'m','input':'x','text':{'verbosity':1}} | INVALID_TYPE | text.verbosity",
        "{'model':'m','input':'x','reasoning':{'effort':1}} | INVALID_TYPE | reasoning.effort",
        "{'model':'m','input':'x','tools':[1]} | INVALID_TYPE | tools[0]",
        "{'model':'m','input':'x','tools':[{'type':'function'}]} | INVALID_TYPE | tools[0].name",
        "{'model':'m','input':'x','tool_choice':{}} | INVALID_TYPE | tool_choice",
        "{'model':'m','input':'x','include':[7]} | INVALID_TYPE | include[0]",
        "{'model':'m','input':'x','include':['a.b']} | UNSUPPORTED_PARAMETER | include[0]",
        "{'model':'m','input':'x','stream_options':{'include_obfuscation':1}} | INVALID_TYPE"
            + " | stream_options.include_obfuscation",
        "{'model':'m','input':'x','conversation':'c'} | UNSUPPORTED_PARAMETER | conversation",
        "{'model':'m','input':'x','prompt':{'id':'p'}} | UNSUPPORTED_PARAMETER | prompt",
        "{'model':'m','input':'x','n':2} | UNSUPPORTED_PARAMETER | n",
        "{'model':'m','input':'x','background':true,'store':false} | INVALID_VALUE | background",
        "{'model':'m','input':'x','metadata':{'a':1}} | INVALID_VALUE | metadata",
      })
  void what_is_wrong_is_named(String body, String fault, String parameter) {
    RequestProblem problem = problem(body);

    assertThat(problem.fault()).hasToString(fault);
    assertThat(problem.parameter()).isEqualTo(parameter);
    assertThat(problem.message()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'model':'m','input':'x'", "{'model':'m','input':'x'}}"})
  void what_is_no_json_is_told_as_such(String body) {
    assertThat(problem(body).fault()).isEqualTo(RequestProblem.Fault.MALFORMED_JSON);
  }

  @Test
  void a_doubled_member_is_told_as_such() {
    assertThat(problem("{'model':'m','model':'m','input':'x'}").fault())
        .isEqualTo(RequestProblem.Fault.DUPLICATE_MEMBER);
  }

  @Test
  void tells_what_becomes_of_input_that_is_too_long() {
    assertThat(read("{'model':'m','input':'x'}").overflow()).isEqualTo(Overflow.REFUSED);
    assertThat(read("{'model':'m','input':'x','truncation':'disabled'}").overflow())
        .isEqualTo(Overflow.REFUSED);
    assertThat(read("{'model':'m','input':'x','truncation':'auto'}").overflow())
        .isEqualTo(Overflow.CUT);
  }

  private static String words(InputItem item) {
    return switch (item) {
      case InputItem.Reference(EventId id) -> "-> " + id.value();
      case InputItem.Given(Item.Message(Role role, List<ContentPart> content, RawFields extra)) ->
          "MSG " + shown(extra) + role + " " + parts(content);
      case InputItem.Given(Item.ToolCall(String id, String name, String text, RawFields extra)) ->
          "CALL " + shown(extra) + id + " " + name + " " + text;
      case InputItem.Given(Item.ToolResult(String id, List<ContentPart> output, RawFields extra)) ->
          "RESULT " + shown(extra) + id + " " + parts(output);
      case InputItem.Given(Item.Other(String type, RawFields extra)) -> type + " " + extra.json();
    };
  }

  private static String shown(RawFields extra) {
    return extra.isEmpty() ? "" : extra.json() + " ";
  }

  private static String parts(List<ContentPart> parts) {
    return String.join(
        ",",
        parts.stream()
            .map(part -> part(part) + (part.extra().isEmpty() ? "" : part.extra().json()))
            .toList());
  }

  private static String part(ContentPart part) {
    return switch (part) {
      case ContentPart.Text text -> text.text();
      case ContentPart.Refusal refusal -> "refusal:" + refusal.refusal();
      case ContentPart.Image image -> "image:" + image.url();
      case ContentPart.File file -> "file:" + file.name() + " " + file.data();
      case ContentPart.Other other -> other.type();
    };
  }

  private RequestProblem problem(String body) {
    return catchThrowableOfType(RequestProblem.class, () -> read(body));
  }

  private ResponseRequest read(String body) {
    byte[] bytes = json(body).getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, bytes.length);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
