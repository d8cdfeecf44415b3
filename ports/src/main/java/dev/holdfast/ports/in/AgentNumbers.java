package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A number for each of some agents, as one part of a cursor. */
public final class AgentNumbers {

  private static final String SEPARATOR = ",";
  private static final char EQUALS = '=';
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private AgentNumbers() {}

  /** The text of some numbers. */
  public static String text(Map<AgentId, Long> numbers) {
    return new TreeMap<>(numbers)
        .entrySet().stream()
            .map(entry -> entry.getKey().value() + EQUALS + entry.getValue())
            .collect(Collectors.joining(SEPARATOR));
  }

  /** What a text means; empty if it means nothing. */
  public static Optional<Map<AgentId, Long>> read(String text) {
    Map<AgentId, Long> numbers = new TreeMap<>();
    if (text.isEmpty()) {
      return Optional.of(numbers);
    }
    for (String part : text.split(SEPARATOR, -1)) {
      int equals = part.indexOf(EQUALS);
      String agent = part.substring(0, Math.max(equals, 0));
      String number = part.substring(equals + 1);
      if (!AgentId.isValid(agent) || !NUMBER.matcher(number).matches()) {
        return Optional.empty();
      }
      numbers.put(AgentId.of(agent), Long.parseLong(number));
    }
    return Optional.of(numbers);
  }
}
