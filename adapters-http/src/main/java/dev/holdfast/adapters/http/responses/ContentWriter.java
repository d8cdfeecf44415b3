package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.RawFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of a message or of a tool's answer. */
final class ContentWriter {

  /** What leaving out the detail of an image means. */
  static final String USUAL_DETAIL = "auto";

  private static final List<String> SHOWN_EMPTY = List.of("annotations", "logprobs");

  private final JsonGenerator out;
  private final Audience audience;

  ContentWriter(JsonGenerator out, Audience audience) {
    this.out = out;
    this.audience = audience;
  }

  /** Who speaks decides what a text is called. */
  enum Voice {
    MODEL,
    OTHERS
  }

  /** Writes an array of parts as the value that is expected. */
  void parts(List<ContentPart> parts, Voice voice) {
    out.writeStartArray();
    for (ContentPart part : parts) {
      part(part, voice);
    }
    out.writeEndArray();
  }

  /** Writes one part. */
  void part(ContentPart part, Voice voice) {
    out.writeStartObject();
    switch (part) {
      case ContentPart.Text(String text, RawFields extra) -> {
        switch (voice) {
          case MODEL -> outputText(text, extra);
          case OTHERS -> {
            out.writeStringProperty("type", "input_text");
            out.writeStringProperty("text", text);
            rest(extra, Set.of("type", "text"));
          }
        }
      }
      case ContentPart.Refusal(String refusal, RawFields extra) -> {
        out.writeStringProperty("type", "refusal");
        out.writeStringProperty("refusal", refusal);
        rest(extra, Set.of("type", "refusal"));
      }
      case ContentPart.Image image -> image(image);
      case ContentPart.File file -> file(file);
      case ContentPart.Other(String type, RawFields extra) -> {
        out.writeStringProperty("type", type);
        RawMembers.write(out, extra);
      }
    }
    out.writeEndObject();
  }

  private void outputText(String text, RawFields extra) {
    out.writeStringProperty("type", "output_text");
    out.writeStringProperty("text", text);
    switch (audience) {
      case CLIENT -> {
        ObjectNode kept = Neutral.ofResponses(Members.tree(extra));
        for (String name : SHOWN_EMPTY) {
          out.writeName(name);
          if (kept.path(name).isArray()) {
            out.writeTree(kept.path(name));
          } else {
            out.writeStartArray();
            out.writeEndArray();
          }
        }
        rest(extra, Set.of("type", "text", "annotations", "logprobs"));
      }
      case UPSTREAM -> rest(extra, Set.of("type", "text", "logprobs"));
    }
  }

  private void image(ContentPart.Image image) {
    String detail = Members.tree(image.extra()).path("image_url").path("detail").asString("");
    out.writeStringProperty("type", "input_image");
    if (!detail.isEmpty() || audience == Audience.CLIENT) {
      out.writeStringProperty("detail", detail.isEmpty() ? USUAL_DETAIL : detail);
    }
    if (!image.url().isEmpty()) {
      out.writeStringProperty("image_url", image.url());
    }
    rest(image.extra(), Set.of("type", "detail", "image_url"));
  }

  private void file(ContentPart.File file) {
    out.writeStringProperty("type", "input_file");
    if (!file.name().isEmpty()) {
      out.writeStringProperty("filename", file.name());
    }
    if (!file.data().isEmpty()) {
      out.writeStringProperty("file_data", file.data());
    }
    JsonNode reference = Members.tree(file.extra()).path("file").path("file_id");
    if (reference.isString()) {
      out.writeStringProperty("file_id", reference.stringValue());
    }
    rest(file.extra(), Set.of("type", "filename", "file_data", "file_id"));
  }

  /** Writes what only the Responses API has words for, but names that stand there already. */
  void rest(RawFields extra, Set<String> taken) {
    if (!extra.isEmpty()) {
      members(Neutral.ofResponses(Members.tree(extra)), taken);
    }
  }

  /** Writes the members of an object, but names that stand there already. */
  void members(ObjectNode members, Set<String> taken) {
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      if (!taken.contains(member.getKey())) {
        out.writeName(member.getKey());
        out.writeTree(member.getValue());
      }
    }
  }
}
