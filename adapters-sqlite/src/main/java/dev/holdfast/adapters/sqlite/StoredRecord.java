package dev.holdfast.adapters.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of a record.
 *
 * <p>Source: sqlite.org/fileformat2.html, section 2.
 *
 * @param values each {@code null}, a {@code Long}, a {@code Double}, a {@code String} or a {@code
 *     byte[]}
 */
record StoredRecord(List<@Nullable Object> values) {

  private static final int[] INTEGER_BYTES = {0, 1, 2, 3, 4, 6, 8};
  private static final int FLOAT = 7;
  private static final int ZERO = 8;
  private static final int ONE = 9;
  private static final int FIRST_SIZED = 12;

  StoredRecord {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** Reads a record; empty if it is none: every byte of it must have its place. */
  static Optional<StoredRecord> read(ByteBuffer payload) {
    try {
      List<Long> types = types(payload);
      long body = types.stream().mapToLong(StoredRecord::bytes).sum();
      int at = (int) Bytes.varint(payload, 0).value();
      if (types.isEmpty() || at + body != payload.limit()) {
        return Optional.empty();
      }
      List<@Nullable Object> values = new ArrayList<>(types.size());
      for (long type : types) {
        values.add(value(payload, at, type));
        at += (int) bytes(type);
      }
      return Optional.of(new StoredRecord(values));
    } catch (IndexOutOfBoundsException | CharacterCodingException notARecord) {
      return Optional.empty();
    }
  }

  private static List<Long> types(ByteBuffer payload) {
    Bytes.Varint header = Bytes.varint(payload, 0);
    List<Long> types = new ArrayList<>();
    int at = header.end();
    while (at < header.value()) {
      Bytes.Varint type = Bytes.varint(payload, at);
      if (type.value() < 0 || type.value() == 10 || type.value() == 11) {
        return List.of();
      }
      types.add(type.value());
      at = type.end();
    }
    return at == header.value() ? types : List.of();
  }

  private static long bytes(long type) {
    if (type < INTEGER_BYTES.length) {
      return INTEGER_BYTES[(int) type];
    }
    if (type >= FIRST_SIZED) {
      return (type - FIRST_SIZED) / 2;
    }
    return type == FLOAT ? Double.BYTES : 0;
  }

  private static @Nullable Object value(ByteBuffer payload, int at, long type)
      throws CharacterCodingException {
    if (type == 0) {
      return null;
    }
    if (type < INTEGER_BYTES.length) {
      return integer(payload, at, INTEGER_BYTES[(int) type]);
    }
    if (type == ZERO || type == ONE) {
      return type - ZERO;
    }
    if (type == FLOAT) {
      return payload.getDouble(at);
    }
    ByteBuffer bytes = payload.slice(at, (int) bytes(type));
    if (type % 2 == 0) {
      byte[] blob = new byte[bytes.remaining()];
      bytes.get(blob);
      return blob;
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(bytes)
        .toString();
  }

  private static long integer(ByteBuffer payload, int at, int bytes) {
    long value = payload.get(at);
    for (int index = 1; index < bytes; index++) {
      value = (value << Byte.SIZE) | (payload.get(at + index) & 0xff);
    }
    return value;
  }
}
