package dev.holdfast.app.files.configuration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One key of an object: the only place that says its name, what it takes and what it is for.
 *
 * @param fallback what holds if the key is missing, as the schema tells it; missing if that depends
 *     on other keys or is nothing
 */
record Key<T>(
    String name, Shape<T> shape, Presence presence, String description, JsonNode fallback) {

  /** Whether a key has to be there. */
  enum Presence {
    REQUIRED,
    OPTIONAL,
    /** It may be missing, and null means the same. */
    NULLABLE
  }

  static <T> Key<T> required(String name, Shape<T> shape, String description) {
    return new Key<>(name, shape, Presence.REQUIRED, description, MissingNode.getInstance());
  }

  static <T> Key<T> optional(String name, Shape<T> shape, String description) {
    return new Key<>(name, shape, Presence.OPTIONAL, description, MissingNode.getInstance());
  }

  static <T> Key<T> nullable(String name, Shape<T> shape, String description) {
    return new Key<>(name, shape, Presence.NULLABLE, description, MissingNode.getInstance());
  }

  /** The same key with a default, given as JSON. */
  Key<T> orElse(Object json) {
    return new Key<>(name, shape, presence, description, Schemas.JSON.valueToTree(json));
  }

  ObjectNode schema() {
    ObjectNode schema = presence == Presence.NULLABLE ? orNull() : shape.schema();
    schema.put("description", description);
    if (!fallback.isMissingNode()) {
      schema.set("default", fallback);
    }
    return schema;
  }

  private ObjectNode orNull() {
    ObjectNode schema = Schemas.empty();
    ArrayNode either = schema.putArray("anyOf");
    either.add(shape.schema());
    either.add(Schemas.ofType("null"));
    return schema;
  }
}
