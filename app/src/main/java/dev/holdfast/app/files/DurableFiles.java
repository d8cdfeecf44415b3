package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes small files so that a reader, at any moment and after a loss of power, sees a whole file
 * or none: temporary file, fsync, one change of names, fsync of the folder.
 */
final class DurableFiles {

  /** Read and write for the owner, nothing for anybody else. */
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE = attribute("rw-------");

  /** Everything for the owner, nothing for anybody else. */
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER = attribute("rwx------");

  private DurableFiles() {}

  /** Puts a private file in place, whether or not one was there. */
  static void replace(Path file, byte[] content) throws IOException {
    Path folder = folderOf(file);
    Path temporary = temporary(folder, file, content);
    try {
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  /**
   * Puts a private file in place if none is there.
   *
   * @throws FileAlreadyExistsException if something has that name; it is left as it was
   */
  static void createNew(Path file, byte[] content) throws IOException {
    Path folder = folderOf(file);
    Path temporary = temporary(folder, file, content);
    try {
      // Unlike a rename, a link never replaces, and unlike CREATE_NEW it never shows half a file.
      Files.createLink(file, temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  /**
   * Fails as {@link #createNew} would for the state of the folder and the name, and makes nothing.
   *
   * @throws FileAlreadyExistsException if something has that name
   */
  static void checkRoomFor(Path file) throws IOException {
    Path folder = folderOf(file);
    if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
      throw new FileSystemException(folder.toString(), null, "Not a directory");
    }
    folder.getFileSystem().provider().checkAccess(folder, AccessMode.WRITE, AccessMode.EXECUTE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  /** Makes names in a folder durable. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path temporary(Path folder, Path file, byte[] content) throws IOException {
    Path temporary =
        Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp", PRIVATE_FILE);
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer remaining = ByteBuffer.wrap(content);
      while (remaining.hasRemaining()) {
        channel.write(remaining);
      }
      channel.force(true);
      return temporary;
    } catch (IOException failure) {
      Files.deleteIfExists(temporary);
      throw failure;
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("a file to write has a folder");
    }
    return folder;
  }

  private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
