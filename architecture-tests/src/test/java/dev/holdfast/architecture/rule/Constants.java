package dev.holdfast.architecture.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads what a compiled class holds besides its code. */
final class Constants {

  private Constants() {}

  /** The texts that a class file loads. */
  static List<String> texts(URI classFile) {
    try (InputStream bytes = classFile.toURL().openStream()) {
      List<String> texts = new ArrayList<>();
      for (PoolEntry entry : ClassFile.of().parse(bytes.readAllBytes()).constantPool()) {
        if (entry instanceof StringEntry text) {
          texts.add(text.stringValue());
        }
      }
      return texts;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
