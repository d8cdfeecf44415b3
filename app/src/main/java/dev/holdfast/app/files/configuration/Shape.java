package dev.holdfast.app.files.configuration;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a value may be: reads it, and says the same in JSON Schema. */
interface Shape<T> {

  /** The value, or empty after a problem was reported. */
  Optional<T> read(JsonValue value, Place place, Problems problems);

  /** A new schema of such values. */
  ObjectNode schema();
}
