package dev.holdfast.app.demo;

import static java.util.Comparator.naturalOrder;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/** Makes numbers and texts within the bounds of a schema. */
final class Scalars {

  /** A schema that wants a longer text gets this much. */
  private static final int MAX_LENGTH = 10_000;

  private final String word;

  /**
   * Values.
   *
   * @param word what texts without further wishes say, not empty
   */
  Scalars(String word) {
    this.word = word;
  }

  JsonNode integer(JsonNode schema, int variant) {
    BigDecimal step = step(schema).orElse(BigDecimal.ONE);
    BigDecimal value = onGrid(schema, step, variant);
    return DemoParameters.JSON.getNodeFactory().numberNode(value.toBigInteger());
  }

  JsonNode number(JsonNode schema, int variant) {
    BigDecimal value =
        step(schema)
            .map(step -> onGrid(schema, step, variant))
            .orElseGet(() -> between(schema, variant));
    return DemoParameters.JSON.getNodeFactory().numberNode(value);
  }

  /** A multiple of the step: from the lower bound up, or else from the upper bound down. */
  private static BigDecimal onGrid(JsonNode schema, BigDecimal step, int variant) {
    BigDecimal offset = step.multiply(BigDecimal.valueOf(variant));
    Optional<BigDecimal> least =
        bound(schema, "minimum").map(bound -> multiple(bound, step, RoundingMode.CEILING));
    Optional<BigDecimal> above =
        bound(schema, "exclusiveMinimum")
            .map(bound -> multiple(bound, step, RoundingMode.FLOOR).add(step));
    Optional<BigDecimal> most =
        bound(schema, "maximum").map(bound -> multiple(bound, step, RoundingMode.FLOOR));
    Optional<BigDecimal> below =
        bound(schema, "exclusiveMaximum")
            .map(bound -> multiple(bound, step, RoundingMode.CEILING).subtract(step));
    Optional<BigDecimal> low =
        Stream.of(least, above).flatMap(Optional::stream).max(naturalOrder());
    Optional<BigDecimal> high =
        Stream.of(most, below).flatMap(Optional::stream).min(naturalOrder());
    BigDecimal usual = high.map(bound -> bound.min(step)).orElse(step);
    return low.map(bound -> bound.add(offset))
        .orElse(high.isPresent() ? usual.subtract(offset) : usual.add(offset));
  }

  /** Any number: strictly within two bounds, and away from a single one. */
  private static BigDecimal between(JsonNode schema, int variant) {
    BigDecimal offset = BigDecimal.valueOf(1L + variant);
    Optional<BigDecimal> low =
        Stream.of(bound(schema, "minimum"), bound(schema, "exclusiveMinimum"))
            .flatMap(Optional::stream)
            .max(naturalOrder());
    Optional<BigDecimal> high =
        Stream.of(bound(schema, "maximum"), bound(schema, "exclusiveMaximum"))
            .flatMap(Optional::stream)
            .min(naturalOrder());
    if (low.isPresent() && high.isPresent()) {
      BigDecimal share = BigDecimal.ONE.divide(offset.add(BigDecimal.ONE), MathContext.DECIMAL64);
      return low.get().add(high.get().subtract(low.get()).multiply(share));
    }
    return low.map(bound -> bound.add(offset))
        .or(() -> high.map(bound -> bound.subtract(offset)))
        .orElse(offset);
  }

  private static BigDecimal multiple(BigDecimal bound, BigDecimal step, RoundingMode rounding) {
    return bound.divide(step, 0, rounding).multiply(step);
  }

  private static Optional<BigDecimal> step(JsonNode schema) {
    return bound(schema, "multipleOf").filter(step -> step.signum() > 0);
  }

  private static Optional<BigDecimal> bound(JsonNode schema, String name) {
    return schema.path(name) instanceof NumericNode bound && !bound.isNaN()
        ? Optional.of(bound.decimalValue())
        : Optional.empty();
  }

  JsonNode text(JsonNode schema, int variant) {
    return DemoParameters.JSON.getNodeFactory().stringNode(sized(schema, plain(schema, variant)));
  }

  private String plain(JsonNode schema, int variant) {
    String numbered = variant == 0 ? "" : String.valueOf(variant);
    return switch (schema.path("format").asString("")) {
      case "date-time" -> "2026-01-01T00:00:" + twoDigits(variant) + "Z";
      case "date" -> "2026-01-" + twoDigits(1 + variant);
      case "time" -> "00:00:" + twoDigits(variant) + "Z";
      case "duration" -> "PT" + (1 + variant) + "M";
      case "email" -> "ann" + numbered + "@example.com";
      case "hostname" -> "host" + numbered + ".example.com";
      case "ipv4" -> "192.0.2." + (1 + variant);
      case "ipv6" -> "2001:db8::" + Integer.toHexString(1 + variant);
      case "uri" -> "https://example.com/" + numbered;
      case "uuid" -> "00000000-0000-4000-8000-0000000000" + twoDigits(variant);
      default -> numbered + word; // in front, where no length cuts it off
    };
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  /** Repeats a text that is too short and cuts one that is too long, by code points. */
  private static String sized(JsonNode schema, String text) {
    int least = Math.clamp(schema.path("minLength").asInt(0), 0, MAX_LENGTH);
    int most = Math.max(least, schema.path("maxLength").asInt(MAX_LENGTH));
    StringBuilder sized = new StringBuilder(text);
    while (sized.codePointCount(0, sized.length()) < least) {
      sized.append(text);
    }
    int length = sized.codePointCount(0, sized.length());
    return sized.substring(0, sized.offsetByCodePoints(0, Math.min(length, most)));
  }
}
