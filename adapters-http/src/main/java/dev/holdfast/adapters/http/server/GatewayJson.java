package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.ports.in.GatewayControl.Phase;
import dev.holdfast.ports.in.GatewayControl.Reload;
import dev.holdfast.ports.in.GatewayControl.Settings;
import dev.holdfast.ports.in.GatewayControl.Status;
import java.util.List;
import java.util.Locale;

/** How the gateway's process and its configuration are told. */
final class GatewayJson {

  private GatewayJson() {}

  static byte[] of(Status status) {
    JsonText json = new JsonText();
    write(status, json);
    return json.bytes();
  }

  /** A restart that begins; how the gateway stood by then. */
  static byte[] restarting(Status status) {
    JsonText json = new JsonText();
    json.raw("{\"object\":\"gateway_restart\",\"restarting\":true,\"gateway\":");
    write(status, json);
    return json.raw(",\"findings\":[]}").bytes();
  }

  /** A restart that does not begin. */
  static byte[] notRestarting(List<Finding> findings) {
    JsonText json = new JsonText();
    json.raw("{\"object\":\"gateway_restart\",\"restarting\":false,\"gateway\":null,\"findings\":");
    writeFindings(findings, json);
    return json.raw("}").bytes();
  }

  static byte[] of(Reload.Applied applied) {
    JsonText json = new JsonText().raw("{\"object\":\"config_reload\",\"applied\":true");
    json.raw(",\"changed\":");
    writeNames(applied.changed(), json);
    json.raw(",\"needs_restart\":");
    writeNames(applied.needRestart(), json);
    json.raw(",\"findings\":");
    writeFindings(applied.findings(), json);
    return json.raw("}").bytes();
  }

  static byte[] of(Reload.Kept kept) {
    JsonText json = new JsonText().raw("{\"object\":\"config_reload\",\"applied\":false");
    json.raw(",\"changed\":[],\"needs_restart\":[],\"findings\":");
    writeFindings(kept.findings(), json);
    return json.raw("}").bytes();
  }

  private static void write(Status status, JsonText json) {
    json.raw("{\"object\":\"gateway\",\"state\":").string(word(status.phase()));
    json.raw(",\"turns_running\":").number(status.running());
    json.raw(",\"turns_waiting\":").number(status.waiting());
    json.raw(",\"serving_since\":").string(status.since().toString());
    json.raw(",\"store_id\":").string(status.store());
    json.raw(",\"url\":").string(status.url());
    json.raw(",\"pid\":").number(status.pid());
    Settings settings = status.settings();
    json.raw(",\"configuration\":{\"path\":").string(settings.path());
    json.raw(",\"since\":").string(settings.since().toString());
    json.raw(",\"needs_restart\":");
    writeNames(settings.needRestart(), json);
    json.raw("}}");
  }

  private static void writeNames(List<String> names, JsonText json) {
    String separator = "[";
    for (String name : names) {
      json.raw(separator).string(name);
      separator = ",";
    }
    json.raw(names.isEmpty() ? "[]" : "]");
  }

  private static void writeFindings(List<Finding> findings, JsonText json) {
    String separator = "[";
    for (Finding finding : findings) {
      json.raw(separator).raw("{\"id\":").string(finding.id());
      json.raw(",\"severity\":").string(finding.severity().name().toLowerCase(Locale.ROOT));
      json.raw(",\"what\":").string(finding.what());
      json.raw(",\"where\":").string(finding.where());
      json.raw(",\"remedy\":").string(finding.remedy()).raw("}");
      separator = ",";
    }
    json.raw(findings.isEmpty() ? "[]" : "]");
  }

  private static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
