package dev.holdfast.adapters.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of an option, and says in words of ours that it is none. */
final class WholeNumber implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String typed) {
    try {
      return Integer.valueOf(typed);
    } catch (NumberFormatException notOne) {
      throw new TypeConversionException("'" + typed + "' is not a whole number");
    }
  }
}
