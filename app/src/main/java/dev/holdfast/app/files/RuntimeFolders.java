package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The private folders of one user in which gateways publish themselves, best first: {@code
 * $XDG_RUNTIME_DIR/holdfast}, {@code /run/user/<uid>/holdfast}, {@code
 * $HOME/.local/state/holdfast/run}. A gateway uses the first that can be had; readers look into
 * all, since a service and a login shell of the same user have different variables, and into that
 * of a service of the system too, {@code /run/holdfast/holdfast}.
 */
final class RuntimeFolders {

  /** How folders of ours are called, whoever's folder they stand in. */
  private static final String NAME = "holdfast";

  private final List<Candidate> candidates;
  private final Path ofService;
  private final UserId user;

  private RuntimeFolders(List<Candidate> candidates, Path ofService, UserId user) {
    this.candidates = candidates;
    this.ofService = ofService;
    this.user = user;
  }

  /**
   * A folder that may be.
   *
   * @param anchor what must be there already and belong to the user
   */
  private record Candidate(Path anchor, Path folder) {}

  /**
   * The folders of a user.
   *
   * @param usersRoot where the system keeps one folder for each user who is logged in, {@code
   *     /run/user}; beside it stands what a service has in place of that, {@code /run/holdfast}
   */
  static RuntimeFolders of(Map<String, String> environment, UserId user, Path usersRoot) {
    List<Candidate> candidates = new ArrayList<>();
    absolute(environment, "XDG_RUNTIME_DIR")
        .ifPresent(root -> candidates.add(new Candidate(root, root.resolve(NAME))));
    Path ofUser = usersRoot.resolve(user.toString());
    candidates.add(new Candidate(ofUser, ofUser.resolve(NAME)));
    absolute(environment, "HOME")
        .ifPresent(
            home -> candidates.add(new Candidate(home, home.resolve(".local/state/holdfast/run"))));
    return new RuntimeFolders(
        List.copyOf(candidates), usersRoot.resolveSibling(NAME).resolve(NAME), user);
  }

  /** The folder to publish in, made if need be; empty if none can be had. */
  Optional<Path> forWriting() {
    return candidates.stream().filter(this::make).map(Candidate::folder).findFirst();
  }

  /** The folders to look into: those that are there and that only this user can have filled. */
  List<Path> forReading() {
    return Stream.concat(candidates.stream().map(Candidate::folder), Stream.of(ofService))
        .distinct()
        .filter(this::isPrivate)
        .toList();
  }

  private boolean make(Candidate candidate) {
    try {
      FileFacts anchor = FileFacts.of(candidate.anchor());
      if (anchor.kind() != FileFacts.Kind.FOLDER || !anchor.owner().equals(user)) {
        return false;
      }
      Files.createDirectories(candidate.folder(), DurableFiles.PRIVATE_FOLDER);
      return isPrivate(candidate.folder());
    } catch (IOException unusable) {
      // The next candidate may do; if none does, the caller says so.
      return false;
    }
  }

  private boolean isPrivate(Path folder) {
    try {
      FileFacts facts = FileFacts.of(folder);
      return facts.kind() == FileFacts.Kind.FOLDER
          && facts.owner().equals(user)
          && !facts.openToOthers();
    } catch (IOException unusable) {
      // What cannot be looked at is not known to be private.
      return false;
    }
  }

  private static Optional<Path> absolute(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    // The XDG specification has relative values ignored.
    return value.startsWith("/") && value.indexOf('\0') < 0
        ? Optional.of(Path.of(value))
        : Optional.empty();
  }
}
