package dev.holdfast.app.files.configuration;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the parts of a schema document. */
final class Schemas {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private Schemas() {}

  static ObjectNode ofType(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }
}
