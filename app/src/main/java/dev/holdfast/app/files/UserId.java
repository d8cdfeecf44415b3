package dev.holdfast.app.files;

import com.sun.security.auth.module.UnixSystem;

/** A user of the operating system, by number; names may be missing or shared. */
public record UserId(long value) {

  /** Who may do everything, and therefore should do less. */
  static final UserId ROOT = new UserId(0);

  public UserId {
    if (value < 0) {
      throw new IllegalArgumentException("a user id is not negative");
    }
  }

  /** The user this process runs as. */
  public static UserId ofThisProcess() {
    return new UserId(new UnixSystem().getUid());
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
