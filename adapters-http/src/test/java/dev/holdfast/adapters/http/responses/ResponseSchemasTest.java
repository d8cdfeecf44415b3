package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.json.MemberKind;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The schemas of the Responses API")
class ResponseSchemasTest {

  private static final String SCHEMAS = "#/components/schemas/";

  /** What requests and answers are held to. */
  private static final Set<String> ROOTS =
      Set.of(
          "Response", "ResponseEvent", "ResponseItemList", "ResponseDeletion", "ResponseRequest");

  private final ObjectNode schemas = ResponseSchemas.all();

  @Test
  void are_valid_and_lead_to_each_other() {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var rules =
        registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    schemas.forEach(schema -> assertThat(rules.validate(schema)).isEmpty());
    assertThat(
            Stream.concat(
                    schemas.findValuesAsString("$ref").stream(),
                    ROOTS.stream().map(SCHEMAS::concat))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            schemas.propertyNames().stream().map(SCHEMAS::concat).toList());
  }

  @Test
  void know_the_members_of_a_request_that_its_reader_knows() {
    JsonNode members = schemas.at("/ResponseRequest/properties");

    assertThat(members.propertyNames())
        .containsExactlyInAnyOrderElementsOf(RequestRules.KINDS.keySet());
    RequestRules.KINDS.forEach(
        (name, kinds) -> {
          if (!name.equals("model")) {
            assertThat(types(members.path(name)))
                .as(name)
                .isEqualTo(
                    Stream.concat(kinds.stream().map(ResponseSchemasTest::type), Stream.of("null"))
                        .collect(Collectors.toCollection(TreeSet::new)));
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Response | {'id':'resp_1','object':'response'}",
        "ResponseRequest | {'model':'m','input':[{'role':'user'}]}",
        "ResponseItem | {'id':'msg_1','type':'message','status':'completed','role':'assistant',"
            + "'content':[{'type':'output_text','text':'x'}]}",
        "ResponseItem | {'id':'msg_1','type':'message','status':'completed','role':'user',"
            + "'content':[{'type':'output_text','text':'x','annotations':[],'logprobs':[]}]}",
        "ResponseItem | {'id':'fc_1','type':'function_call','call_id':'c','name':'f',"
            + "'status':'completed'}",
        "ResponseItem | {'id':'1','type':'reasoning','summary':[]}",
        "ResponseEvent | {'type':'response.output_text.delta','sequence_number':0}",
        "ResponseEvent | {'type':'response.refusal.delta','sequence_number':0,'item_id':'m',"
            + "'output_index':0,'content_index':0,'delta':'x','error':null}",
        "ResponseEvent | {'type':'response.made_up','sequence_number':0}",
        "ResponseItemList | {'object':'list','data':[]}",
        "ResponseDeletion | {'id':'resp_1','object':'response','deleted':false}",
      })
  void find_wrong_what_is_wrong(String schema, String json) {
    JsonNode value = ChatJson.MAPPER.readTree(json.replace('\'', '"'));

    assertThat(ResponseJudge.problems(schema, value)).isNotEmpty();
  }

  private static TreeSet<String> types(JsonNode schema) {
    return schema
        .path("type")
        .valueStream()
        .map(JsonNode::stringValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String type(MemberKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
