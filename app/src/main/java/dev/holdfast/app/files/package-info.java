/**
 * The files of a home beside its databases: folder, lock, gateway record, token, configuration.
 *
 * <p>Nothing else in this module touches the file system. No class here opens a database, its
 * {@code -wal} or its {@code -shm}: closing any descriptor of them would drop SQLite's locks, so
 * they are only looked up by name.
 */
@NullMarked
package dev.holdfast.app.files;

import org.jspecify.annotations.NullMarked;
