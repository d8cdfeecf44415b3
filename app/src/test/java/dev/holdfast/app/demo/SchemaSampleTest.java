package dev.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A sample of a JSON schema")
final class SchemaSampleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                          | {}",
        "5                                                           | {}",
        "{'const':7}                                                 | 7",
        "{'enum':['x','y']}                                          | 'x'",
        "{'enum':['x','y'],'default':'y'}                            | 'y'",
        "{'enum':['x','y'],'default':'z'}                            | 'x'",
        "{'type':'string'}                                           | 'word'",
        "{'type':'string','default':'d'}                             | 'd'",
        "{'type':'string','minLength':6}                             | 'wordword'",
        "{'type':'string','maxLength':2}                             | 'wo'",
        "{'type':'string','minLength':0,'maxLength':0}               | ''",
        "{'type':'string','format':'date'}                           | '2026-01-01'",
        "{'type':'string','format':'uuid'} | '00000000-0000-4000-8000-000000000000'",
        "{'type':'integer'}                                          | 1",
        "{'type':'integer','minimum':0}                              | 0",
        "{'type':'integer','exclusiveMinimum':3}                     | 4",
        "{'type':'integer','maximum':-3}                             | -3",
        "{'type':'integer','exclusiveMaximum':0}                     | -1",
        "{'type':'integer','minimum':10,'multipleOf':7}              | 14",
        "{'type':'integer','minimum':1.5}                            | 2",
        "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1} | 0.5",
        "{'type':'number','minimum':0.1,'multipleOf':0.25}           | 0.25",
        "{'type':'integer','multipleOf':0,'minimum':1e999}           | 1",
        "{'type':'boolean'}                                          | true",
        "{'type':'null'}                                             | null",
        "{'type':['null','integer']}                                 | 1",
        "{'type':'array','items':{'type':'integer'}}                 | [1]",
        "{'type':'array','items':{'type':'integer'},'minItems':2}    | [1,1]",
        "{'type':'array','maxItems':0}                               | []",
        "{'type':'array','items':{'enum':['a','b']},'minItems':2,'uniqueItems':true} | ['a','b']",
        "{'type':'array','items':{'type':'string'},'minItems':2,'uniqueItems':true} |"
            + " ['word','1word']",
        "{'prefixItems':[{'const':1},{'const':2}]}                   | [1,2]",
        "{'type':'object'}                                           | {}",
        "{'properties':{'a':{'const':1},'b':{'const':2}},'required':['b']} | {'b':2}",
        "{'properties':{'a':{'default':1},'b':{'const':2}}}          | {'a':1}",
        "{'properties':{'a':{'const':1},'b':{'const':2}},'minProperties':1} | {'a':1}",
        "{'type':'object','minProperties':1,'additionalProperties':{'const':1}} | {'property1':1}",
        "{'required':['x'],'additionalProperties':{'type':'integer'}} | {'x':1}",
        "{'anyOf':[{'type':'integer'},{'type':'string'}]}            | 1",
        "{'oneOf':[{'type':'null'},{'type':'string'}]}               | null",
        "{'anyOf':[{'type':'string'},{'type':'null'}],'default':null} | null",
        "{'allOf':[{'properties':{'a':{'const':1}},'required':['a']},"
            + "{'properties':{'b':{'const':2}},'required':['b']}]}   | {'a':1,'b':2}",
        "{'$ref':'#/$defs/x','$defs':{'x':{'const':3}}}              | 3",
        "{'$ref':'#/definitions/a~1b','definitions':{'a/b':{'const':3}}} | 3",
        "{'$ref':'https://example.com/x'}                            | 'word'",
        "{'$ref':'#name'}                                            | 'word'",
        "{'type':'object','properties':{'next':{'$ref':'#'}}}        | {}",
        "{'type':'object','properties':{'kids':{'type':'array','items':{'$ref':'#'}}},"
            + "'required':['kids']}                                  |"
            + " {'kids':[{'kids':[]}]}",
      })
  void it_satisfies_the_schema(String schema, String sample) {
    assertThat(SchemaSample.of(json(schema), "word")).hasToString(json(sample).toString());
  }

  @Test
  @Timeout(10)
  void a_schema_that_multiplies_itself_comes_to_an_end() {
    JsonNode doubling = json("{'allOf':[{'$ref':'#'},{'$ref':'#'}],'anyOf':[{'$ref':'#'}]}");
    JsonNode endless =
        json("{'type':'array','minItems':60,'items':{'$ref':'#'},'prefixItems':[{'$ref':'#'}]}");

    assertThat(SchemaSample.of(doubling, "word").isString()).isTrue();
    assertThat(SchemaSample.of(endless, "word").isArray()).isTrue();
  }

  private static JsonNode json(String text) {
    return DemoParameters.JSON.readTree(text.replace('\'', '"'));
  }
}
