package dev.holdfast.app.files.configuration;

import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A whole number between two bounds, both included. */
record WholeNumberShape(int least, int most) implements Shape<Integer> {

  @Override
  public Optional<Integer> read(JsonValue value, Place place, Problems problems) {
    if (value instanceof JsonValue.Whole(Spot spot, BigInteger number)
        && number.compareTo(BigInteger.valueOf(least)) >= 0
        && number.compareTo(BigInteger.valueOf(most)) <= 0) {
      return Optional.of(number.intValueExact());
    }
    String found = value instanceof JsonValue.Whole ? "outside of that" : value.kind();
    problems.wrongValue(place, "a whole number from " + least + " to " + most, found);
    return Optional.empty();
  }

  @Override
  public ObjectNode schema() {
    return Schemas.ofType("integer").put("minimum", least).put("maximum", most);
  }
}
