package dev.holdfast.adapters.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a value that is one of some words, and says in words of ours that it is none. */
record OneOf(List<String> words) implements ITypeConverter<String> {

  OneOf {
    words = List.copyOf(words);
  }

  @Override
  public String convert(String typed) {
    if (!words.contains(typed)) {
      throw new TypeConversionException(
          "'%s' is none of %s".formatted(typed, String.join(", ", words)));
    }
    return typed;
  }
}
