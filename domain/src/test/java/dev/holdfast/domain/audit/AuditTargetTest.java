package dev.holdfast.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was asked for and does not exist")
final class AuditTargetTest {

  @Test
  void is_kept_as_it_was_typed() {
    assertThat(AuditTarget.asked(" archive_1 ")).isEqualTo(new AuditTarget.OfHome("archive_1"));
    assertThat(AuditTarget.asked("\u00e4 \ud83d\ude00"))
        .isEqualTo(new AuditTarget.OfHome("\u00e4 \ud83d\ude00"));
  }

  @Test
  void is_cut_and_moves_no_cursor() {
    assertThat(AuditTarget.asked("x".repeat(AuditTarget.MOST_ASKED + 1)))
        .isEqualTo(new AuditTarget.OfHome("x".repeat(AuditTarget.MOST_ASKED)));
    assertThat(AuditTarget.asked("a\u001b[2Jb\nc\ud83d"))
        .isEqualTo(new AuditTarget.OfHome("a?[2Jb?c?"));
  }

  @Test
  void is_nothing_where_nothing_was_named_or_a_token_was_put() {
    assertThat(AuditTarget.asked("  ")).isEqualTo(new AuditTarget.Nothing());
    assertThat(AuditTarget.asked(" hf_secret")).isEqualTo(new AuditTarget.Nothing());
  }
}
