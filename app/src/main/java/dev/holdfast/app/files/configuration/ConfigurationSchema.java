package dev.holdfast.app.files.configuration;

import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of the configuration, made of the same description that reads it. */
public final class ConfigurationSchema {

  private ConfigurationSchema() {}

  /** The document, indented, in the dialect of 2020-12. */
  public static String text() {
    ObjectNode document = Schemas.empty();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", "Holdfast configuration");
    document.put(
        "description",
        "Comments and trailing commas are allowed. Durations are written as 30s, 10m or 1h30m.");
    document.setAll(RootPart.SHAPE.schema());
    return Schemas.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }
}
