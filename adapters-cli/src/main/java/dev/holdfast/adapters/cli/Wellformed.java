package dev.holdfast.adapters.cli;

import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a text of which a rule can tell, without looking at any state, that it makes no sense.
 *
 * @param otherwise says what is wrong with it, behind the text that was typed
 */
record Wellformed(Predicate<String> rule, String otherwise) implements ITypeConverter<String> {

  @Override
  public String convert(String typed) {
    if (!rule.test(typed)) {
      throw new TypeConversionException("'%s' %s".formatted(typed, otherwise));
    }
    return typed;
  }
}
