package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.ConfigQueries.Validation;
import dev.holdfast.ports.in.ModelQueries.ModelListing;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Commands that only look")
final class OtherCommandsTest {

  private static final String FILE = "/home/ann/.holdfast/holdfast.json";

  private final FixedServices services = new FixedServices();

  @Nested
  @DisplayName("models list")
  final class Models {

    @Test
    void models_stand_in_a_table_in_their_order() {
      services.models =
          () ->
              List.of(
                  new ModelListing("holdfast", "holdfast"), new ModelListing("demo/demo", "demo"));

      Typed typed = Typed.command(services, "models", "list");

      assertThat(typed.out())
          .isEqualTo(
              """
              MODEL      OWNED BY
              holdfast   holdfast
              demo/demo  demo
              """);
      assertThat(services.asked).containsExactly("models for local operator");
    }

    @Test
    void json_lists_them_too() {
      services.models = () -> List.of(new ModelListing("holdfast", "holdfast"));

      assertThat(Typed.command(services, "models", "list", "--json").out())
          .isEqualTo(
              """
              {"ok":true,"data":{"models":[{"id":"holdfast","ownedBy":"holdfast"}]}}
              """);
    }
  }

  @Nested
  @DisplayName("config validate")
  final class Validate {

    @Test
    void a_file_in_order_is_named() {
      services.validation = () -> new Validation(FILE, true, List.of());

      Typed typed = Typed.command(services, "config", "validate");

      assertThat(typed.out()).isEqualTo(FILE + " is in order.\n");
      assertThat(typed.exit()).isZero();
    }

    @Test
    void no_file_means_defaults_and_is_in_order() {
      services.validation = () -> new Validation(FILE, false, List.of());

      Typed typed = Typed.command(services, "config", "validate");

      assertThat(typed.out()).isEqualTo("There is no " + FILE + ", so the defaults hold.\n");
      assertThat(typed.exit()).isZero();
    }

    @Test
    void findings_are_the_result_and_the_exit_code_tells_of_them() {
      services.validation = () -> new Validation(FILE, true, List.of(Samples.UNKNOWN_KEY));

      Typed typed = Typed.command(services, "config", "validate");

      assertThat(typed.out())
          .isEqualTo(
              """
              error: There is no key 'gatway'. [config-unknown-key]
                where:  /home/ann/.holdfast/holdfast.json:3:5
                remedy: Did you mean 'gateway'?
              """);
      assertThat(typed.err()).isEqualTo("holdfast: " + FILE + " has findings.\n");
      assertThat(typed.exit()).isEqualTo(1);
    }

    @Test
    void what_needs_no_action_does_not_fail() {
      Finding note = new Finding("note", Severity.INFO, "Just so you know.", "", "");
      services.validation = () -> new Validation(FILE, true, List.of(note));

      Typed typed = Typed.command(services, "config", "validate");

      assertThat(typed.out())
          .isEqualTo("info: Just so you know. [note]\n" + FILE + " is in order.\n");
      assertThat(typed.exit()).isZero();
    }

    @Test
    void json_holds_the_findings_beside_the_error() {
      services.validation = () -> new Validation(FILE, true, List.of(Samples.UNKNOWN_KEY));

      Typed typed = Typed.command(services, "config", "validate", "--json");

      assertThat(typed.out())
          .isEqualTo(
              """
              {"ok":false,"error":{"code":"configuration_findings",\
              "message":"/home/ann/.holdfast/holdfast.json has findings.","remedies":[],\
              "exitCode":1},"data":{"path":"/home/ann/.holdfast/holdfast.json","present":true,\
              "findings":[{"id":"config-unknown-key","severity":"error",\
              "what":"There is no key 'gatway'.",\
              "where":"/home/ann/.holdfast/holdfast.json:3:5",\
              "remedy":"Did you mean 'gateway'?"}]}}
              """);
    }
  }

  @Nested
  @DisplayName("config schema")
  final class Schema {

    @Test
    void the_schema_is_printed_as_it_is() {
      services.schema = () -> "{\n  \"type\": \"object\"\n}";

      assertThat(Typed.command(services, "config", "schema").out())
          .isEqualTo("{\n  \"type\": \"object\"\n}\n");
    }

    @Test
    void in_json_it_is_part_of_the_one_line() {
      services.schema = () -> "{\n  \"type\": \"object\"\n}";

      assertThat(Typed.command(services, "config", "schema", "--json").out())
          .isEqualTo("{\"ok\":true,\"data\":{\"schema\":{\"type\":\"object\"}}}\n");
    }
  }
}
