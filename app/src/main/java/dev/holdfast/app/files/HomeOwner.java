package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose a home is, also where its owner lets nobody else look. */
final class HomeOwner {

  private final UserId user;
  private final Facts facts;

  /** As this user sees it. */
  HomeOwner(UserId user) {
    this(user, FileFacts::of);
  }

  /** The same where the operating system tells this. */
  HomeOwner(UserId user, Facts facts) {
    this.user = user;
    this.facts = facts;
  }

  /** What the operating system tells of a path. */
  interface Facts {
    FileFacts of(Path path) throws IOException;
  }

  /**
   * The other user to whom a home belongs, or who closed a folder on the way to it; empty if it is
   * this user's own, if nothing stands there, or if the user is root, who may look everywhere.
   *
   * @param home absolute
   */
  Optional<UserId> another(Path home) {
    return user.equals(UserId.ROOT) ? Optional.empty() : owner(home).filter(it -> !it.equals(user));
  }

  private Optional<UserId> owner(Path home) {
    try {
      return known(facts.of(home));
    } catch (IOException denied) {
      return Stream.iterate(home, path -> path != null, Path::getParent)
          .flatMap(this::ownerOf)
          .findFirst();
    }
  }

  private Stream<UserId> ownerOf(Path folder) {
    try {
      return known(facts.of(folder)).stream();
    } catch (IOException denied) {
      // Whoever closed it owns a folder above it that can be looked at.
      return Stream.empty();
    }
  }

  private static Optional<UserId> known(FileFacts facts) {
    return facts.kind() == FileFacts.Kind.ABSENT ? Optional.empty() : Optional.of(facts.owner());
  }
}
