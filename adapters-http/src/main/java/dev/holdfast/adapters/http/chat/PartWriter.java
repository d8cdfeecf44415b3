package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.RawFields;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Writes content: one plain text as a string, which every upstream takes, else an array. */
final class PartWriter {

  private final JsonGenerator out;

  PartWriter(JsonGenerator out) {
    this.out = out;
  }

  /** Writes the member {@code content}. */
  void content(List<ContentPart> parts) {
    if (parts.size() == 1
        && parts.getFirst() instanceof ContentPart.Text(String text, RawFields extra)
        && extra.isEmpty()) {
      out.writeStringProperty("content", text);
    } else {
      array(parts);
    }
  }

  /** Writes the member {@code content} as an array whatever it holds. */
  void array(List<ContentPart> parts) {
    out.writeArrayPropertyStart("content");
    for (ContentPart part : parts) {
      out.writeStartObject();
      part(part);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void part(ContentPart part) {
    switch (part) {
      case ContentPart.Text(String text, RawFields extra) -> {
        out.writeStringProperty("type", "text");
        out.writeStringProperty("text", text);
        RawMembers.write(out, extra);
      }
      case ContentPart.Refusal(String refusal, RawFields extra) -> {
        out.writeStringProperty("type", "refusal");
        out.writeStringProperty("refusal", refusal);
        RawMembers.write(out, extra);
      }
      case ContentPart.Image image -> image(image);
      case ContentPart.File file -> file(file);
      case ContentPart.Other(String type, RawFields extra) -> {
        out.writeStringProperty("type", type);
        RawMembers.write(out, extra);
      }
    }
  }

  private void image(ContentPart.Image image) {
    ObjectNode extra = Members.tree(image.extra());
    out.writeStringProperty("type", "image_url");
    out.writeObjectPropertyStart("image_url");
    out.writeStringProperty("url", image.url());
    body(extra, "image_url");
  }

  private void file(ContentPart.File file) {
    ObjectNode extra = Members.tree(file.extra());
    out.writeStringProperty("type", "file");
    out.writeObjectPropertyStart("file");
    if (!file.name().isEmpty()) {
      out.writeStringProperty("filename", file.name());
    }
    if (!file.data().isEmpty()) {
      out.writeStringProperty("file_data", file.data());
    }
    body(extra, "file");
  }

  /** Ends the nested object with its kept members and adds those of the part. */
  private void body(ObjectNode extra, String nested) {
    ToolCallWriter.members(out, extra.path(nested));
    out.writeEndObject();
    ToolCallWriter.members(out, extra.without(nested));
  }
}
