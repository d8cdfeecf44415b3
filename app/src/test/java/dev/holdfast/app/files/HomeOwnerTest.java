package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.files.FileFacts.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whose a home is")
final class HomeOwnerTest {

  private static final UserId ANN = new UserId(1000);
  private static final UserId BOB = new UserId(1001);
  private static final Path HOME = Path.of("/home/ann/.holdfast");

  /** What is not told of is closed. */
  private static HomeOwner asSeenBy(UserId user, Map<Path, FileFacts> told) {
    return new HomeOwner(user, path -> facts(path, told));
  }

  private static FileFacts facts(Path path, Map<Path, FileFacts> told) throws IOException {
    FileFacts known = told.get(path);
    if (known == null) {
      throw new AccessDeniedException(path.toString());
    }
    return known;
  }

  private static FileFacts folder(UserId owner) {
    return new FileFacts(Kind.FOLDER, owner, 0700);
  }

  private static FileFacts nothing() {
    return new FileFacts(Kind.ABSENT, UserId.ROOT, 0);
  }

  @Test
  void is_said_to_others_only() {
    Map<Path, FileFacts> told = Map.of(HOME, folder(ANN));

    assertThat(asSeenBy(BOB, told).another(HOME)).contains(ANN);
    assertThat(asSeenBy(ANN, told).another(HOME)).isEmpty();
    assertThat(asSeenBy(UserId.ROOT, told).another(HOME)).as("who may look").isEmpty();
  }

  @Test
  void is_told_by_the_folder_that_keeps_others_out() {
    Map<Path, FileFacts> told =
        Map.of(
            Path.of("/home/ann"), folder(ANN),
            Path.of("/home"), folder(UserId.ROOT),
            Path.of("/"), folder(UserId.ROOT));

    assertThat(asSeenBy(BOB, told).another(HOME)).contains(ANN);
    assertThat(asSeenBy(ANN, told).another(HOME)).as("closed by its own user").isEmpty();
  }

  @Test
  void is_not_asked_of_one_that_is_not_there() {
    assertThat(
            asSeenBy(BOB, Map.of(HOME, nothing(), Path.of("/home/ann"), folder(ANN))).another(HOME))
        .isEmpty();
  }
}
