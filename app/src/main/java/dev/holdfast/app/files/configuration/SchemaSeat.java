package dev.holdfast.app.files.configuration;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the schema says of one place of a configuration, for somebody who shows it.
 *
 * @param schemas what may stand there; empty where the schema knows no such place
 * @param isSecret whether it, or what it stands in, is called like a secret
 */
record SchemaSeat(List<JsonNode> schemas, boolean isSecret) {

  static final String OBJECT = "object";
  static final String LIST = "array";

  /** Names of members whose values are not shown, wherever they stand. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(key|token|secret|passw|passphrase|credential|authorization|cookie|instructions).*");

  /** Members of the schema that are called so and hold no secret. */
  private static final Pattern NO_SECRET =
      Pattern.compile("mainKey|keyFrom|key|maxTokensName|maxOutputTokens");

  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf");

  SchemaSeat {
    schemas = List.copyOf(schemas);
  }

  static SchemaSeat root() {
    return new SchemaSeat(List.of(RootPart.SHAPE.schema()), false);
  }

  static boolean isCalledSecret(String name) {
    return SECRET.matcher(name).matches();
  }

  /** The place of a member of the object that stands here. */
  SchemaSeat member(String name) {
    List<JsonNode> known = below("properties", name);
    if (!known.isEmpty()) {
      boolean secret = isCalledSecret(name) && !NO_SECRET.matcher(name).matches();
      return new SchemaSeat(known, isSecret || secret);
    }
    // Where the operator chooses the names, they say nothing about what they are for.
    List<JsonNode> chosen =
        schemas.stream()
            .map(schema -> schema.path("additionalProperties"))
            .filter(JsonNode::isObject)
            .flatMap(SchemaSeat::alternatives)
            .toList();
    return new SchemaSeat(chosen, isSecret || (chosen.isEmpty() && isCalledSecret(name)));
  }

  private List<JsonNode> below(String keyword, String name) {
    return schemas.stream()
        .map(schema -> schema.path(keyword).path(name))
        .filter(JsonNode::isObject)
        .flatMap(SchemaSeat::alternatives)
        .toList();
  }

  /** The place of each element of the list that stands here. */
  SchemaSeat element() {
    return new SchemaSeat(
        schemas.stream()
            .map(schema -> schema.path("items"))
            .filter(JsonNode::isObject)
            .flatMap(SchemaSeat::alternatives)
            .toList(),
        isSecret);
  }

  private static Stream<JsonNode> alternatives(JsonNode schema) {
    List<JsonNode> either =
        ALTERNATIVES.stream()
            .flatMap(keyword -> schema.path(keyword).valueStream())
            .flatMap(SchemaSeat::alternatives)
            .toList();
    return either.isEmpty() ? Stream.of(schema) : either.stream();
  }

  /** Whether a value of this kind may stand here and be shown. */
  boolean takes(String kind) {
    return !isSecret && schemas.stream().anyMatch(schema -> isOf(kind, schema));
  }

  /** Whether this text may stand here and be shown. */
  boolean takesText(String text) {
    return !isSecret
        && schemas.stream()
            .filter(schema -> isOf("string", schema))
            .anyMatch(schema -> takes(text, schema.path("enum")));
  }

  private static boolean takes(String text, JsonNode words) {
    return words.isMissingNode()
        || words.valueStream().anyMatch(word -> word.isString() && word.asString().equals(text));
  }

  private static boolean isOf(String kind, JsonNode schema) {
    return schema.path("type").asString("").equals(kind);
  }
}
