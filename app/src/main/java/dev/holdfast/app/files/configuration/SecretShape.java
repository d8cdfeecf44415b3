package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.Secret;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A secret, named rather than written: <code>${VARIABLE}</code> or <code>{"file": …}</code>. */
final class SecretShape implements Shape<SecretReference> {

  private static final String EXPECTED = "\"${VARIABLE}\" or {\"file\": \"path\"}, the whole value";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private static final Key<String> FILE =
      Key.required(
          "file",
          new TextShape<>("a path", text -> Optional.of(text).filter(SecretShape::isPath)),
          "The file that holds the secret and nothing else; relative to the configuration's"
              + " folder.");

  private static final MembersShape FILE_OBJECT = new MembersShape(List.of(FILE));

  @Override
  public Optional<SecretReference> read(JsonValue value, Place place, Problems problems) {
    return switch (value) {
      case JsonValue.Text(Spot spot, String text) -> ofText(text, place, problems);
      case JsonValue.Composite object ->
          FILE_OBJECT
              .read(object, place, problems)
              .flatMap(section -> section.find(FILE))
              .map(path -> new SecretReference.File(path.value()));
      case JsonValue.Sequence other -> refused(other, place, problems);
      case JsonValue.Whole other -> refused(other, place, problems);
      case JsonValue.Fraction other -> refused(other, place, problems);
      case JsonValue.Truth other -> refused(other, place, problems);
      case JsonValue.Nothing other -> refused(other, place, problems);
    };
  }

  private static Optional<SecretReference> ofText(String text, Place place, Problems problems) {
    Matcher variable = VARIABLE.matcher(text);
    if (variable.matches()) {
      return Optional.of(new SecretReference.Variable(variable.group(1)));
    }
    if (text.isEmpty() || text.contains("${")) {
      problems.wrongValue(place, EXPECTED, "another text");
      return Optional.empty();
    }
    return Optional.of(new SecretReference.Literal(new Secret(text)));
  }

  private static Optional<SecretReference> refused(
      JsonValue value, Place place, Problems problems) {
    problems.wrongValue(place, EXPECTED, value.kind());
    return Optional.empty();
  }

  private static boolean isPath(String text) {
    return !text.isBlank() && text.indexOf('\0') < 0;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Schemas.empty();
    ArrayNode either = schema.putArray("oneOf");
    either.add(Schemas.ofType("string"));
    either.add(FILE_OBJECT.schema());
    return schema;
  }
}
