package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ARTIFACTS;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Large content, kept apart so that scans of events stay short. It is named by its hash: the same
 * content is stored once.
 */
final class Artifacts {

  /** Content of more bytes than this is kept apart. */
  static final int LARGEST_INLINE_BYTES = 256 * 1024;

  /** The most bytes a {@code char} becomes. */
  private static final int MOST_BYTES_PER_CHAR = 3;

  private final KeptStatement find;
  private final KeptStatement insert;

  Artifacts(Connection connection) {
    find =
        new KeptStatement(
            connection,
            () ->
                Sql.DSL_CONTEXT
                    .selectOne()
                    .from(ARTIFACTS)
                    .where(ARTIFACTS.ARTIFACT_ID.eq(bound(ARTIFACTS.ARTIFACT_ID))));
    insert =
        new KeptStatement(
            connection,
            () ->
                Sql.insert(
                    ARTIFACTS,
                    ARTIFACTS.ARTIFACT_ID,
                    ARTIFACTS.CONTENT,
                    ARTIFACTS.CREATED_AT_MICROS));
  }

  static boolean isLarge(String content) {
    if (content.length() <= LARGEST_INLINE_BYTES / MOST_BYTES_PER_CHAR) {
      return false;
    }
    return content.length() > LARGEST_INLINE_BYTES
        || content.getBytes(StandardCharsets.UTF_8).length > LARGEST_INLINE_BYTES;
  }

  /** Stores content, if it is not there yet, and returns its id. */
  String keep(String content, long atMicros) throws SQLException {
    String id = idOf(content);
    if (find.first(Row::number, id).isEmpty()) {
      insert.update(id, content, atMicros);
    }
    return id;
  }

  /** The id of a content. */
  static String idOf(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
