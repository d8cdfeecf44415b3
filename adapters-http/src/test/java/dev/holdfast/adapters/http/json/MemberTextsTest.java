package dev.holdfast.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.RawFields;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Members of raw fields")
class MemberTextsTest {

  @Test
  void keep_the_text_of_their_values_and_their_order() {
    RawFields fields =
        new RawFields("{ \"b\" : 1.50 , \"a\":\"x \\u00e9\", \"c\":{\"d\": [1e400, null]} }");

    assertThat(MemberTexts.of(fields))
        .containsExactly(
            Map.entry("b", "1.50"),
            Map.entry("a", "\"x \\u00e9\""),
            Map.entry("c", "{\"d\": [1e400, null]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{\"a\\\"\\n\":[true],\"\":\"\",\"語\":{}}",
      })
  void make_the_same_fields_again(String json) {
    RawFields fields = new RawFields(json);

    assertThat(MemberTexts.fields(MemberTexts.of(fields))).isEqualTo(fields);
  }

  @Test
  void of_one_name_are_one() {
    assertThat(MemberTexts.of(new RawFields("{\"a\":1,\"a\":2}")))
        .containsExactly(Map.entry("a", "2"));
  }
}
