package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.MalformedMember;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.domain.transcript.ContentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a message says or a tool answered: a text or an array of parts. */
final class ContentReader {

  private static final Set<String> TEXT = Set.of("type", "text");
  private static final Set<String> REFUSAL = Set.of("type", "refusal");
  private static final Set<String> IMAGE = Set.of("type", "image_url", "detail");
  private static final Set<String> FILE = Set.of("type", "filename", "file_data", "file_id");
  private static final Set<String> OTHER = Set.of("type");

  /** Members of a text that say nothing while they are empty. */
  private static final List<String> SHOWN_EMPTY = List.of("annotations", "logprobs");

  private ContentReader() {}

  /** The parts of a member that must be there. */
  static List<ContentPart> read(JsonNode item, String name) {
    JsonNode content = item.path(name);
    if (content.isString()) {
      return List.of(ContentPart.text(Members.wellFormed(name, content.stringValue())));
    }
    if (!content.isArray()) {
      throw new MalformedMember(
          name, "must be a string or an array of parts" + Members.found(content));
    }
    List<ContentPart> parts = new ArrayList<>(content.size());
    for (int index = 0; index < content.size(); index++) {
      try {
        parts.add(part(content.get(index)));
      } catch (MalformedMember malformed) {
        throw malformed.within(name + "[" + index + "]");
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
      case "input_text", "output_text", "text" -> text(part);
      case "refusal" ->
          new ContentPart.Refusal(
              Members.text(part, "refusal"), Neutral.kept(Neutral.others(part, REFUSAL)));
      case "input_image" -> image(part);
      case "input_file" -> file(part);
      default -> new ContentPart.Other(type, Members.raw(part, OTHER));
    };
  }

  private static ContentPart text(JsonNode part) {
    ObjectNode rest = Neutral.others(part, TEXT);
    for (String name : SHOWN_EMPTY) {
      if (!RawMembers.tells(rest.path(name))) {
        rest.remove(name);
      }
    }
    return new ContentPart.Text(Members.text(part, "text"), Neutral.kept(rest));
  }

  /** Chat completions have no word for an image that is not told by its URL. */
  private static ContentPart image(JsonNode part) {
    String url = Members.optionalText(part, "image_url");
    if (url.isEmpty() && Members.optionalText(part, "file_id").isEmpty()) {
      throw new MalformedMember("image_url", "must be there, or file_id in its place");
    }
    if (url.isEmpty()) {
      return asItCame(part);
    }
    ObjectNode neutral = ChatJson.MAPPER.createObjectNode();
    String detail = Members.optionalText(part, "detail");
    if (!detail.isEmpty() && !detail.equals(ContentWriter.USUAL_DETAIL)) {
      neutral.putObject("image_url").put("detail", detail);
    }
    return new ContentPart.Image(url, Neutral.kept(neutral, Neutral.others(part, IMAGE)));
  }

  /** Chat completions have no word for a file that is told by its URL only. */
  private static ContentPart file(JsonNode part) {
    String data = Members.optionalText(part, "file_data");
    String reference = Members.optionalText(part, "file_id");
    if (data.isEmpty() && reference.isEmpty() && part.path("file_url").isString()) {
      return asItCame(part);
    }
    ObjectNode neutral = ChatJson.MAPPER.createObjectNode();
    if (!reference.isEmpty()) {
      neutral.putObject("file").put("file_id", reference);
    }
    return new ContentPart.File(
        Members.optionalText(part, "filename"),
        data,
        Neutral.kept(neutral, Neutral.others(part, FILE)));
  }

  /** A part that only the Responses API understands: elsewhere it is refused, not misread. */
  private static ContentPart asItCame(JsonNode part) {
    return new ContentPart.Other(
        Members.name(part, "type"), Members.raw(Neutral.others(part, OTHER)));
  }
}
