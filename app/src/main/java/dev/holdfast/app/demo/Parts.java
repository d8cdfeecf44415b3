package dev.holdfast.app.demo;

import dev.holdfast.domain.transcript.ContentPart;
import java.util.List;
import java.util.stream.Collectors;

/** Reads content parts: their texts, and what the others look like from outside. */
final class Parts {

  private static final int BASE64_CHARACTERS = 4;
  private static final int BASE64_BYTES = 3;

  private Parts() {}

  /** All text of a content, the pieces on lines of their own. */
  static String text(List<ContentPart> parts) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case ContentPart.Text text -> text.text();
                  case ContentPart.Refusal refusal -> refusal.refusal();
                  case ContentPart.Image image -> "";
                  case ContentPart.File file -> "";
                  case ContentPart.Other other -> "";
                })
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining("\n"));
  }

  /** What is attached, one phrase each: {@code an image (image/png, 68 bytes)}. */
  static List<String> attachments(List<ContentPart> parts) {
    return parts.stream()
        .flatMap(
            part ->
                switch (part) {
                  case ContentPart.Text text -> List.<String>of().stream();
                  case ContentPart.Refusal refusal -> List.<String>of().stream();
                  case ContentPart.Image image -> List.of(image(image.url())).stream();
                  case ContentPart.File file -> List.of(file(file)).stream();
                  case ContentPart.Other other ->
                      List.of("a part of type " + other.type()).stream();
                })
        .toList();
  }

  private static String image(String url) {
    return url.startsWith("data:")
        ? "an image (" + described(url) + ")"
        : "an image at an address that is not fetched";
  }

  private static String file(ContentPart.File file) {
    String name = file.name().isEmpty() ? "without a name" : file.name();
    if (file.data().isEmpty()) {
      return "a file " + name + " that is not here";
    }
    String data =
        file.data().startsWith("data:") ? file.data() : "data:unknown type;base64," + file.data();
    return "a file " + name + " (" + described(data) + ")";
  }

  /** Type and size of a data URL. Source: RFC 2397. */
  private static String described(String url) {
    int comma = url.indexOf(',');
    String head = url.substring("data:".length(), comma < 0 ? url.length() : comma);
    String body = comma < 0 ? "" : url.substring(comma + 1);
    int parameters = head.indexOf(';');
    String type = parameters < 0 ? head : head.substring(0, parameters);
    int size = head.endsWith(";base64") ? decodedBase64(body) : decodedPercent(body);
    return (type.isEmpty() ? "text/plain" : type) + ", " + size + (size == 1 ? " byte" : " bytes");
  }

  private static int decodedBase64(String text) {
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) == '=') {
      length--;
    }
    return (int) ((long) length * BASE64_BYTES / BASE64_CHARACTERS);
  }

  private static int decodedPercent(String text) {
    long escapes = text.chars().filter(unit -> unit == '%').count();
    return (int) Math.max(0, text.length() - 2 * escapes);
  }
}
