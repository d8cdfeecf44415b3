package dev.holdfast.app.files;

import dev.holdfast.domain.state.StoreId;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A gateway record as the text of one JSON object. */
final class GatewayRecordFormat {

  private static final JsonMapper JSON = JsonMapper.shared();

  private GatewayRecordFormat() {}

  static byte[] write(GatewayRecord record) {
    ObjectNode json = JSON.createObjectNode();
    json.put("url", record.url());
    json.put("home", record.home().toString());
    json.put("storeId", record.store().value());
    json.put("tokenFile", record.tokenFile().toString());
    json.put("pid", record.pid());
    json.put("startedAt", record.startedAt().toString());
    json.put("startTicks", record.mark().startTicks());
    json.put("bootId", record.mark().bootId());
    json.put("pidNamespace", record.mark().pidNamespace());
    json.put("lockDevice", record.lock().device());
    json.put("lockInode", record.lock().inode());
    return JSON.writeValueAsBytes(json);
  }

  /** The record a text holds; empty if it is not the text of one. */
  static Optional<GatewayRecord> read(byte[] text) {
    try {
      JsonNode json = JSON.readTree(text);
      return Optional.of(
          new GatewayRecord(
              json.required("url").stringValue(),
              Path.of(json.required("home").stringValue()),
              new StoreId(json.required("storeId").stringValue()),
              Path.of(json.required("tokenFile").stringValue()),
              new ProcessMark(
                  json.required("pid").longValue(),
                  json.required("bootId").stringValue(),
                  json.required("pidNamespace").stringValue(),
                  json.required("startTicks").longValue(),
                  Instant.parse(json.required("startedAt").stringValue())),
              new LockMark(
                  json.required("lockDevice").longValue(),
                  json.required("lockInode").longValue())));
    } catch (JacksonException | IllegalArgumentException | DateTimeException foreign) {
      return Optional.empty();
    }
  }
}
