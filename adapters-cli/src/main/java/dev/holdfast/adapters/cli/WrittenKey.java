package dev.holdfast.adapters.cli;

import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a session key that becomes a part of a path. One that proxies would take for a way in it is
 * to be written whole: which agent is meant without one is known to the gateway only.
 */
final class WrittenKey implements ITypeConverter<String> {

  private static final Set<String> WAYS = Set.of(".", "..");

  @Override
  public String convert(String typed) {
    if (WAYS.contains(typed)) {
      throw new TypeConversionException(
          "'%s' is written whole, such as 'agent:main:%s': it would be a way up in a path"
              .formatted(typed, typed));
    }
    return typed;
  }
}
