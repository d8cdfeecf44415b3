package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.RawFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the content of a message: a text or an array of parts. */
final class PartReader {

  private static final Set<String> TEXT = Set.of("type", "text");
  private static final Set<String> REFUSAL = Set.of("type", "refusal");
  private static final Set<String> IMAGE = Set.of("type", "image_url");
  private static final Set<String> IMAGE_URL = Set.of("url");
  private static final Set<String> FILE = Set.of("type", "file");
  private static final Set<String> FILE_BODY = Set.of("filename", "file_data");
  private static final Set<String> OTHER = Set.of("type");

  private PartReader() {}

  /** The parts of a content that must be there. */
  static List<ContentPart> read(JsonNode content) {
    if (content.isString()) {
      return List.of(ContentPart.text(Members.wellFormed("content", content.stringValue())));
    }
    if (!content.isArray()) {
      throw new MalformedMember(
          "content", "must be a string or an array of parts" + Members.found(content));
    }
    List<ContentPart> parts = new ArrayList<>(content.size());
    for (int index = 0; index < content.size(); index++) {
      try {
        parts.add(part(content.get(index)));
      } catch (MalformedMember malformed) {
        throw malformed.within("content[" + index + "]");
      }
    }
    return parts;
  }

  private static ContentPart part(JsonNode part) {
    if (!part.isObject()) {
      throw new MalformedMember("", "must be an object with a type" + Members.found(part));
    }
    Members.refuseOwn(part);
    String type = Members.name(part, "type");
    return switch (type) {
      case "text" -> new ContentPart.Text(Members.text(part, "text"), Members.raw(part, TEXT));
      case "refusal" ->
          new ContentPart.Refusal(Members.text(part, "refusal"), Members.raw(part, REFUSAL));
      case "image_url" -> image(part);
      case "file" -> file(part);
      default -> new ContentPart.Other(type, Members.raw(part, OTHER));
    };
  }

  private static ContentPart image(JsonNode part) {
    JsonNode body = Members.object(part, "image_url");
    try {
      String url = Members.name(body, "url");
      RawFields extra = Members.raw(part, IMAGE, "image_url", body, IMAGE_URL);
      return new ContentPart.Image(url, extra);
    } catch (MalformedMember malformed) {
      throw malformed.within("image_url");
    }
  }

  private static ContentPart file(JsonNode part) {
    JsonNode body = Members.object(part, "file");
    try {
      String name = Members.optionalText(body, "filename");
      String data = Members.optionalText(body, "file_data");
      RawFields extra = Members.raw(part, FILE, "file", body, FILE_BODY);
      return new ContentPart.File(name, data, extra);
    } catch (MalformedMember malformed) {
      throw malformed.within("file");
    }
  }
}
