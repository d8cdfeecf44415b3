package dev.holdfast.app.files;

import dev.holdfast.domain.state.Place;
import dev.holdfast.domain.state.Place.Contents;
import dev.holdfast.domain.state.Place.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at paths for the locator: opens no file, creates nothing, and fails on none. */
public final class Places {

  private static final List<String> OURS = List.of("state/holdfast.sqlite", "holdfast.json");
  private static final List<String> OTHERS =
      List.of("openclaw.json", "clawdbot.json", "state/openclaw.sqlite");

  private final UserId user;

  /** Places as this user sees them. */
  public Places(UserId user) {
    this.user = user;
  }

  /** What stands at absolute paths, by path. */
  public Map<String, Place> at(Collection<String> paths) {
    return paths.stream().distinct().collect(Collectors.toMap(Function.identity(), this::at));
  }

  /** What stands at an absolute path. */
  public Place at(String path) {
    Path asked;
    try {
      asked = Path.of(path);
    } catch (InvalidPathException inexpressible) {
      return new Place(path, path, Kind.INEXPRESSIBLE, user.value(), Contents.NO_STATE);
    }
    try {
      return resolved(path, LinkWalk.of(asked).real());
    } catch (IOException loop) {
      return new Place(path, path, Kind.UNREADABLE, user.value(), Contents.NO_STATE);
    }
  }

  private Place resolved(String path, Path real) {
    Kind kind = kind(real);
    Contents contents = kind == Kind.FOLDER ? contents(real) : Contents.NO_STATE;
    return new Place(path, real.toString(), kind, owner(real), contents);
  }

  private static Kind kind(Path real) {
    try {
      return switch (FileFacts.of(real).kind()) {
        case ABSENT -> Kind.ABSENT;
        case FOLDER -> Kind.FOLDER;
        case REGULAR, LINK, OTHER -> Kind.OTHER;
      };
    } catch (IOException denied) {
      return Kind.UNREADABLE;
    }
  }

  private static Contents contents(Path folder) {
    if (hasOne(folder, OURS)) {
      return Contents.HOLDFAST_HOME;
    }
    return hasOne(folder, OTHERS) ? Contents.OTHER_STATE : Contents.NO_STATE;
  }

  private static boolean hasOne(Path folder, List<String> files) {
    return files.stream().map(folder::resolve).anyMatch(Files::isRegularFile);
  }

  /** The owner of what stands there, or of the deepest folder above it. */
  private long owner(Path real) {
    return Stream.iterate(real, path -> path != null, Path::getParent)
        .flatMap(Places::ownerOf)
        .findFirst()
        .orElse(user.value());
  }

  private static Stream<Long> ownerOf(Path path) {
    try {
      FileFacts facts = FileFacts.of(path);
      return facts.kind() == FileFacts.Kind.ABSENT
          ? Stream.empty()
          : Stream.of(facts.owner().value());
    } catch (IOException denied) {
      // The folder above can be looked at, or that above it.
      return Stream.empty();
    }
  }
}
