package dev.holdfast.adapters.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value that a gateway sent. */
sealed interface JsonValue {

  record Text(String text) implements JsonValue {}

  /** As it was written, so that no digit is lost. */
  record Digits(String digits) implements JsonValue {}

  record Truth(boolean truth) implements JsonValue {}

  record Nothing() implements JsonValue {}

  record Items(List<JsonValue> items) implements JsonValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object. Members that are not there are as good as ones that are null. */
  record Members(Map<String, JsonValue> members) implements JsonValue {

    /** An object without members. */
    static final Members NONE = new Members(Map.of());

    public Members {
      members = new LinkedHashMap<>(members);
    }

    JsonValue get(String name) {
      return members.getOrDefault(name, new Nothing());
    }

    /** A member as a reader sees it: empty if it is not there or null. */
    String text(String name) {
      return switch (get(name)) {
        case Text(String text) -> text;
        case Digits(String digits) -> digits;
        case Truth(boolean truth) -> Boolean.toString(truth);
        case Nothing(), Items _, Members _ -> "";
      };
    }

    boolean isTrue(String name) {
      return get(name).equals(new Truth(true));
    }

    /** An object within; one without members if it is not there. */
    Members object(String name) {
      return get(name) instanceof Members inner ? inner : NONE;
    }

    /** The objects of a list within. */
    List<Members> objects(String name) {
      return get(name) instanceof Items(List<JsonValue> items)
          ? items.stream().filter(Members.class::isInstance).map(Members.class::cast).toList()
          : List.of();
    }

    /** The texts of a list within. */
    List<String> texts(String name) {
      return get(name) instanceof Items(List<JsonValue> items)
          ? items.stream()
              .filter(Text.class::isInstance)
              .map(Text.class::cast)
              .map(Text::text)
              .toList()
          : List.of();
    }

    /**
     * The same as our own JSON, whose names are written in camel case; {@code object}, which says
     * what kind it is, is left out.
     */
    JsonObject json() {
      JsonObject json = new JsonObject();
      members.forEach(
          (name, value) -> {
            if (!name.equals("object")) {
              value.putInto(json, camelCase(name));
            }
          });
      return json;
    }

    private static String camelCase(String name) {
      StringBuilder joined = new StringBuilder(name.length());
      boolean begins = false;
      for (int at = 0; at < name.length(); at++) {
        char letter = name.charAt(at);
        if (letter == '_') {
          begins = true;
        } else {
          joined.append(begins ? Character.toUpperCase(letter) : letter);
          begins = false;
        }
      }
      return joined.toString();
    }
  }

  private void putInto(JsonObject json, String name) {
    switch (this) {
      case Text(String text) -> json.put(name, text);
      case Digits(String digits) -> json.putJson(name, digits);
      case Truth(boolean truth) -> json.put(name, truth);
      case Nothing() -> json.putNull(name);
      case Members members -> json.put(name, members.json());
      case Items(List<JsonValue> items) -> putItems(json, name, items);
    }
  }

  private static void putItems(JsonObject json, String name, List<JsonValue> items) {
    if (items.stream().allMatch(Members.class::isInstance)) {
      json.putObjects(name, items.stream().map(Members.class::cast).map(Members::json).toList());
    } else {
      json.putStrings(
          name,
          items.stream().map(item -> new Members(Map.of("item", item)).text("item")).toList());
    }
  }
}
