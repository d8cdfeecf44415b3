package dev.holdfast.adapters.http.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics as a program reads it.
 *
 * @param samples the value of each line, by its name and labels as they are written
 * @param types the type of each family
 */
public record Page(Map<String, Double> samples, Map<String, String> types) {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-z0-9_]+(?:[{].*[}])?) ([0-9.Ee+-]+|NaN|[+-]Inf)");
  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z0-9_]+) ([a-z]+)");
  private static final Pattern HELP = Pattern.compile("# HELP ([a-z0-9_]+) .+");

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if a line is not of the format, or comes twice
   */
  public static Page read(String text) {
    Map<String, Double> samples = new LinkedHashMap<>();
    Map<String, String> types = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      Matcher sample = SAMPLE.matcher(line);
      Matcher type = TYPE.matcher(line);
      if (sample.matches()) {
        if (samples.put(sample.group(1), number(sample.group(2))) != null) {
          throw new IllegalArgumentException("twice: " + line);
        }
      } else if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (!HELP.matcher(line).matches()) {
        throw new IllegalArgumentException("not of the format: " + line);
      }
    }
    return new Page(samples, types);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The value of a line; 0 if there is none, as a program that watches takes it. */
  public double value(String nameAndLabels) {
    return samples.getOrDefault(nameAndLabels, 0.0);
  }
}
