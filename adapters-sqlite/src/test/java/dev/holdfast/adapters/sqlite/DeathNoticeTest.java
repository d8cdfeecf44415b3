package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.out.env.StorageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever watches hears of the first death once")
class DeathNoticeTest {

  private final DeathNotice notice = new DeathNotice();
  private final StorageFailure first = failure("first");

  private static StorageFailure failure(String message) {
    return new StorageFailure(StorageFailure.Code.COMMIT_FAILED, message, Map.of());
  }

  @Test
  void one_that_watched_before_is_told_when_it_happens() {
    List<StorageFailure> heard = new ArrayList<>();
    notice.watch(heard::add);
    assertThat(heard).isEmpty();

    notice.died(first);
    notice.died(failure("second"));

    assertThat(heard).containsExactly(first);
  }

  @Test
  void one_that_watches_later_is_told_at_once() {
    List<StorageFailure> heard = new ArrayList<>();
    notice.died(first);

    notice.watch(heard::add);
    notice.died(failure("second"));

    assertThat(heard).containsExactly(first);
  }
}
