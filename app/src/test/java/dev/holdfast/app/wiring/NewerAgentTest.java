package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.DirectAccess.DirectHome;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.HomeQueries.TurnFilter;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import dev.holdfast.ports.out.env.StorageFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "An agent's database of a newer program is told as that, and no byte of it changes, for")
final class NewerAgentTest {

  private static final Named SESSION = new Named("", Samples.key("n1").value());

  @TempDir private Path folder;
  private SickHome sick;
  private byte[] before;

  @BeforeEach
  void makeHome() throws Exception {
    sick = SickHome.make(folder);
    sick.makeNewer();
    before = Files.readAllBytes(sick.home.resolve(SickHome.AGENT));
  }

  private void assertUntouched() {
    assertThat(sick.home.resolve(SickHome.AGENT)).hasBinaryContent(before);
    assertThat(sick.home.resolve(SickHome.AGENT + "-wal")).doesNotExist();
  }

  private static void assertNewer(Outcome<?> outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotDone.class,
            notDone -> {
              assertThat(notDone.obstacle()).isEqualTo(Outcome.Obstacle.NEWER_SCHEMA);
              assertThat(notDone.code()).isEqualTo("newer_schema");
              assertThat(notDone.message()).contains("newer Holdfast", "not touched");
            });
  }

  @Test
  void who_lists_or_shows_sessions() {
    try (LocalServices services = sick.services()) {
      assertThatThrownBy(() -> services.sessions().list("", new Start.Newest(), 10))
          .isInstanceOfSatisfying(
              StorageFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.NEWER_SCHEMA))
          .hasMessageContaining(sick.home.resolve(SickHome.AGENT).toString());
    }
    assertUntouched();
  }

  @Test
  void who_looks_before_a_change() {
    try (LocalServices services = sick.services()) {
      assertThat(services.stored()).isInstanceOf(StoredHome.Open.class);
      HomeLists lists = ((StoredHome.Open) services.stored()).lists();
      assertNewer(lists.session(SESSION));
      assertNewer(lists.turns(new TurnFilter("", "", new StateWish.Any()), "", 10));
    }
    assertUntouched();
  }

  @Test
  void who_changes_it_under_the_lock() {
    try (LocalServices services = sick.services()) {
      DirectAccess access = services.direct(Consent.NONE);
      assertThat(access).isInstanceOf(DirectAccess.Granted.class);
      try (DirectHome held = ((DirectAccess.Granted) access).home()) {
        assertNewer(held.changes().reset(SESSION, RunningTurn.AWAITED, () -> {}));
        assertNewer(held.changes().delete(SESSION, RunningTurn.AWAITED, () -> {}));
        assertNewer(held.changes().recover(new Recovery.Wish("", "")));
      }
    }
    assertUntouched();
  }
}
