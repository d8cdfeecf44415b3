package dev.holdfast.app.files.configuration;

import java.math.BigInteger;
import java.util.List;

/** A parsed value that knows where it stands. Members keep their order and their repetitions. */
sealed interface JsonValue {

  Spot spot();

  /** What it is, for a reader of a report. */
  String kind();

  record Composite(Spot spot, List<Member> members) implements JsonValue {
    public Composite {
      members = List.copyOf(members);
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  record Sequence(Spot spot, List<JsonValue> elements) implements JsonValue {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  record Text(Spot spot, String text) implements JsonValue {
    @Override
    public String kind() {
      return "a text";
    }
  }

  record Whole(Spot spot, BigInteger number) implements JsonValue {
    @Override
    public String kind() {
      return "a whole number";
    }
  }

  record Fraction(Spot spot) implements JsonValue {
    @Override
    public String kind() {
      return "a number with a fraction";
    }
  }

  record Truth(Spot spot) implements JsonValue {
    @Override
    public String kind() {
      return "true or false";
    }
  }

  record Nothing(Spot spot) implements JsonValue {
    @Override
    public String kind() {
      return "null";
    }
  }

  /**
   * A member of an object.
   *
   * @param spot where its name stands
   */
  record Member(String name, Spot spot, JsonValue value) {}
}
