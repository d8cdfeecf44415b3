package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Who sits at the terminal")
final class PersonTest {

  @ParameterizedTest
  @CsvSource({
    "true, true, AtTerminal",
    "true, '', Unseeing",
    "'', true, Nobody",
    "'', '', Nobody",
    "false, false, Nobody"
  })
  void is_told_by_where_input_comes_from_and_errors_go(
      String input, String errors, String expected) {
    Map<String, String> properties = new HashMap<>();
    properties.put(Person.INPUT_PROPERTY, input);
    properties.put(Person.ERRORS_PROPERTY, errors);

    Person person =
        Person.describedBy(
            name -> properties.getOrDefault(name, ""), InputStream.nullInputStream());

    assertThat(person.getClass().getSimpleName()).isEqualTo(expected);
  }
}
