package dev.holdfast.ports.in;

import dev.holdfast.domain.token.TokenText;
import java.util.Optional;

/** Keeps secrets in new files that nobody but this user can read. */
public interface SecretFiles {

  /**
   * Makes an empty file, mode 0600, where none is: before there is a secret, so that none can be
   * lost for want of a place.
   *
   * @param path as it was typed
   */
  Reservation reserve(String path);

  /**
   * The same, but also where a private file of this user stands that holds nothing but a text which
   * is over soon: it stays until another text is written in its place.
   */
  Reservation reserveInPlaceOf(String path, TokenText old);

  /**
   * What would keep {@link #reserve} from making a file now; makes nothing.
   *
   * @return empty if nothing would
   */
  Optional<Reservation.None> hindrance(String path);

  /** The same for {@link #reserveInPlaceOf}. */
  Optional<Reservation.None> hindranceInPlaceOf(String path, TokenText old);

  /**
   * The private file of this user at a path if it holds nothing but that text: it stays until
   * another text is written in its place.
   *
   * @return empty if nothing or anything else is there, or it cannot be told
   */
  Optional<SecretFile> holding(String path, TokenText text);

  /** What became of a wish for a file. */
  sealed interface Reservation {

    /** It is there. */
    record Reserved(SecretFile file) implements Reservation {}

    /** There is none. */
    sealed interface None extends Reservation {}

    /** Something has that name already; it was left as it is. */
    record Taken(String path) implements None {}

    /** It cannot be made; why. */
    record Refused(String path, String reason) implements None {}
  }

  /** A file that is ours. */
  interface SecretFile extends AutoCloseable {

    /** Where it is. */
    String path();

    /**
     * Writes a text and a line break, whole or not at all.
     *
     * @return whether it is written and durable
     */
    Writing write(TokenText text);

    /** Removes the file if nothing was written into it. */
    @Override
    void close();
  }

  /** What became of writing. */
  sealed interface Writing {

    record Written() implements Writing {}

    /** It could not be written; why. */
    record Failed(String reason) implements Writing {}
  }
}
