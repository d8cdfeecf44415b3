package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.upstream.UpstreamUnderTest.Asking;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A request to an upstream of the Responses API")
final class ResponsesRequestBodyTest {

  private static final String HELLO =
      ",\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\","
          + "\"text\":\"Hello?\"}]}]}";

  private static final EventOrigin BY_ITS_MODEL =
      new EventOrigin.Model(Asking.RESPONSES_WHOLE.provider);
  private static final EventOrigin BY_ANOTHER = new EventOrigin.Model(ProviderId.of("other"));

  @Test
  void says_that_nothing_is_to_be_kept_and_what_grows_last() {
    assertThat(body(Asking.RESPONSES_WHOLE, CallParameters.NONE))
        .isEqualTo("{\"model\":\"vendor/Model-1\",\"store\":false,\"stream\":false" + HELLO);
    assertThat(body(Asking.RESPONSES_STREAMED, CallParameters.NONE))
        .isEqualTo("{\"model\":\"vendor/Model-1\",\"store\":false,\"stream\":true" + HELLO);
  }

  @Test
  void passes_on_what_came_by_responses_but_what_the_gateway_owns() {
    assertThat(
            ofResponses(
                "{'temperature':0.70,'tools':[{'type':'web_search'}],'x_vendor':{'a':null},"
                    + "'model':'other','input':'x','instructions':'i','stream':false,'store':true,"
                    + "'previous_response_id':'resp_1','conversation':'c','background':true,"
                    + "'metadata':{'a':'b'},'prompt':{'id':'p'},'truncation':'auto'}"))
        .isEqualTo(
            json(
                    "{'model':'vendor/Model-1','temperature':0.70,'tools':[{'type':'web_search'}],"
                        + "'x_vendor':{'a':null},'truncation':'auto','store':false,'stream':true")
                + HELLO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'reasoning':{'effort':'low'}} |"
            + " 'reasoning':{'effort':'low'},'include':['reasoning.encrypted_content'],",
        "{'reasoning':{'effort':'low'},'include':['reasoning.encrypted_content']} |"
            + " 'reasoning':{'effort':'low'},'include':['reasoning.encrypted_content'],",
        "{'include':['file_search_call.results'],'reasoning':{'summary':'auto'}} |"
            + " 'reasoning':{'summary':'auto'},"
            + "'include':['file_search_call.results','reasoning.encrypted_content'],",
        "{'include':['message.output_text.logprobs']} |"
            + " 'include':['message.output_text.logprobs'],",
        "{'reasoning':null,'include':null} | ``",
        "{'reasoning':{},'include':[]} | ``",
      })
  void asks_for_sealed_thoughts_where_thoughts_are_asked_for(String members, String written) {
    assertThat(ofResponses(members))
        .isEqualTo(
            json("{'model':'vendor/Model-1'," + written + "'store':false,'stream':true") + HELLO);
  }

  @Test
  void says_what_came_by_chat_completions_in_its_own_words() {
    assertThat(
            ofChat(
                "{'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object'},"
                    + "'strict':true}}],'tool_choice':{'type':'function','function':{'name':'f'}},"
                    + "'response_format':{'type':'json_schema','json_schema':{'name':'s','schema':{}}},"
                    + "'verbosity':'low','reasoning_effort':'high','max_tokens':9,'logprobs':true,"
                    + "'top_logprobs':2,'n':1,'user':'u','stream_options':{'include_usage':true}}"))
        .startsWith("{\"model\":\"vendor/Model-1\",")
        .endsWith(HELLO)
        .contains(
            json(
                "'tools':[{'type':'function','name':'f','parameters':{'type':'object'},'strict':true"),
            json("'tool_choice':{'type':'function','name':'f'}"),
            json("'text':{'format':{'type':'json_schema','name':'s','schema':{}"),
            json("'verbosity':'low'"),
            json("'reasoning':{'effort':'high'}"),
            json("'max_output_tokens':9"),
            json("'top_logprobs':2"),
            json("'include':['message.output_text.logprobs','reasoning.encrypted_content']"),
            json("'user':'u'"))
        .doesNotContain("response_format", "max_tokens", "reasoning_effort", "\"n\"")
        .doesNotContain("include_usage", "stream_options", "\"logprobs\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"'n':2", "'stop':['x']", "'seed':1", "'logit_bias':{'1':2}", "'x_vendor':null"})
  void passes_on_what_it_has_no_word_for_so_that_the_upstream_can_refuse_it(String member) {
    assertThat(ofChat("{" + member + "}")).contains(json(member));
  }

  @Test
  void keeps_an_option_of_the_stream_that_both_know() {
    String options = "{'stream_options':{'include_usage':true,'include_obfuscation':false}}";

    assertThat(ofChat(options)).contains(json("'stream_options':{'include_obfuscation':false}"));
    assertThat(
            body(Asking.RESPONSES_WHOLE, new CallParameters.OfChat(new RawFields(json(options)))))
        .doesNotContain("stream_options");
  }

  @Test
  void shows_its_own_items_whole_and_those_of_others_without_what_is_theirs() {
    Item thoughts =
        new Item.Other(
            "reasoning",
            new RawFields(json("{'id':'rs_1','summary':[],'encrypted_content':'gA'}")));
    Item search = new Item.Other("web_search_call", new RawFields(json("{'id':'ws_1'}")));
    Item call = new Item.ToolCall("c1", "f", "{ }", RawFields.NONE);
    Item custom = new Item.ToolCall("c2", "g", "x", new RawFields(json("{'type':'custom'}")));
    List<PromptItem> prompt =
        List.of(
            new PromptItem(Item.message(Role.SYSTEM, "Be brief."), EventOrigin.client()),
            new PromptItem(thoughts, BY_ITS_MODEL),
            new PromptItem(thoughts, BY_ANOTHER),
            new PromptItem(search, BY_ITS_MODEL),
            new PromptItem(Item.message(Role.ASSISTANT, "Look."), BY_ITS_MODEL),
            new PromptItem(call, BY_ITS_MODEL),
            new PromptItem(custom, BY_ITS_MODEL),
            new PromptItem(result("c1"), EventOrigin.client()),
            new PromptItem(result("c2"), EventOrigin.client()));
    ModelCall plain = Asking.RESPONSES_WHOLE.call();

    String body =
        text(
            new ModelCall(
                plain.route(), prompt, plain.parameters(), plain.delivery(), plain.timeLimit()));

    assertThat(body)
        .isEqualTo(
            json(
                "{'model':'vendor/Model-1','store':false,'stream':false,'input':["
                    + "{'type':'message','role':'system','content':[{'type':'input_text','text':'Be"
                    + " brief.'}]},"
                    + "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'gA'},"
                    + "{'type':'web_search_call','id':'ws_1'},"
                    + "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'Look.'}]},{'type':'function_call','call_id':'c1','name':'f','arguments':'{"
                    + " }'},{'type':'custom_tool_call','call_id':'c2','name':'g','input':'x'},"
                    + "{'type':'function_call_output','call_id':'c1','output':'ok'},"
                    + "{'type':'custom_tool_call_output','call_id':'c2','output':'ok'}]}"));
  }

  private static Item result(String callId) {
    return new Item.ToolResult(callId, List.of(ContentPart.text("ok")), RawFields.NONE);
  }

  private static String ofResponses(String members) {
    RawFields given = new RawFields(json(members));
    return body(
        Asking.RESPONSES_STREAMED, new CallParameters.OfResponses(given, RawFields.NONE, ""));
  }

  private static String ofChat(String members) {
    return body(Asking.RESPONSES_STREAMED, new CallParameters.OfChat(new RawFields(json(members))));
  }

  private static String body(Asking asking, CallParameters parameters) {
    ModelCall plain = asking.call();
    return text(
        new ModelCall(
            plain.route(), plain.prompt(), parameters, plain.delivery(), plain.timeLimit()));
  }

  private static String text(ModelCall call) {
    return new String(ResponsesRequestBody.of(call), StandardCharsets.UTF_8);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
