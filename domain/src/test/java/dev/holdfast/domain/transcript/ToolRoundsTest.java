package dev.holdfast.domain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.HistoryAlignment.Lineage;
import dev.holdfast.domain.transcript.HistoryAlignment.Opening;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables read: mode, stored path | request → what becomes of the results. */
@DisplayName("Tool results in a request")
class ToolRoundsTest {

  @ParameterizedTest(name = "{0} {1} | {2} → {3}")
  @CsvSource({
    // one call
    "AUTO, u1 c1, r1, appended e2: r1",
    "AUTO, u1 c1, u1 c1 r1, appended e2: r1",
    "AUTO, u1 a1 c1, r1 u2, appended e3: r1 u2",
    // parallel calls, in any order
    "AUTO, u1 c1 c2, r1 r2, appended e3: r1 r2",
    "AUTO, u1 c1 c2, r2 r1, appended e3: r2 r1",
    "AUTO, u1 c1 a1 c2, r1 r2, appended e4: r1 r2",
    "AUTO, u1 c1 c2, r1, tool_results_missing",
    "AUTO, u1 c1 c2, r1 u2, tool_results_missing",
    "AUTO, u1 c1 c2, u1 c1 c2 r2, tool_results_missing",
    "FULL, u1 c1 c2 r1 r2 a1, u1 c1 c2 r1, tool_results_missing",
    // one after the other
    "AUTO, u1 c1 r1 c2, r2, appended e4: r2",
    "AUTO, u1 c1 r1 c2, r1, tool_call_superseded",
    // nobody called
    "AUTO, u1 a1, r1, tool_result_unknown",
    "AUTO, u1 c1, r2, tool_result_unknown",
    "AUTO, u1 c1, r1 r2, tool_result_unknown",
    "AUTO, '', r1, tool_result_unknown",
    "AUTO, '', u1 c1 r1 r2, tool_result_unknown",
    // new user input instead of a result
    "AUTO, u1 c1, u2, appended e2: u2",
    "AUTO, u1 c1 c2, u2, appended e3: u2",
    "AUTO, '', u1 c1 u2, seeded root: u1 c1 u2",
    // a round that was stored half answered is no reason to stop
    "AUTO, u1 c1 c2 r1, u2, appended e4: u2",
    "AUTO, u1 c1 c2 r1, r2, appended e4: r2",
    // too late
    "AUTO, u1 c1 u2 a2, r1, tool_call_superseded",
    "AUTO, u1 c1 r1 a1, r1, tool_call_superseded",
    "AUTO, u1 c1, u2 r1, tool_call_superseded",
    "AUTO, u1 c1, r1 r1, tool_call_superseded",
    // back to where the call was open
    "FULL, u1 c1 u2 a2, u1 c1 r1, branched e2: r1",
    "FULL, u1 c1 r1 a1, u1 c1 r1, branched e3:",
    // a result alone follows its call, also where whole conversations are expected
    "FULL, u1 c1, r1, appended e2: r1",
    "FULL, u1 c1, r1 u2, appended e2: r1 u2",
    "FULL, u1 c1 r1 a1, r9 a9 u2, appended e4: u2",
    // an id that is used again means its latest call
    "AUTO, u1 c1 r1 a1 u2 c1, r1, appended e6: r1",
    "AUTO, u1 c1 u2 c1, r1, appended e4: r1",
    "AUTO, u1 c1 c1, r1, appended e3: r1",
    "AUTO, u1 c1 c1, r1 r1, appended e3: r1 r1",
    // seeds are held to the same
    "AUTO, '', u1 c1 c2 r1 r2 a1 u2, seeded root: u1 c1 c2 r1 r2 a1 u2",
    "AUTO, '', u1 c1 c2 r1 a1 u2, tool_results_missing",
    "AUTO, '', u1 c1 c2 r1, tool_results_missing",
    "AUTO, '', u1 c1 s5 r1, seeded root: u1 c1 s5 r1",
  })
  void are_matched_with_the_calls_of_the_branch(
      HistoryMode mode, String path, String request, String result) {
    assertThat(HistoryAlignmentTest.shown(align(mode, path, request))).isEqualTo(result);
  }

  @Test
  void that_are_missing_are_named() {
    assertThat(message("u1 c1 c2 c3", "r2")).contains("'c1', 'c3'").doesNotContain("'c2'");
  }

  @Test
  void that_are_missing_in_great_number_are_named_in_part() {
    StringBuilder path = new StringBuilder("u1");
    for (int i = 0; i < 30; i++) {
      path.append(" c").append(i);
    }

    assertThat(message(path.toString(), "r0")).contains("'c1'", "'c16'", "and 13 more");
  }

  @Test
  void that_nobody_asked_for_are_named_in_short() {
    assertThat(message("u1 a1", "r" + "9".repeat(5000))).hasSizeLessThan(400).contains("'c999");
  }

  @Test
  void after_a_reset_have_no_call_to_answer() {
    Alignment misfit =
        HistoryAlignment.align(
            HistoryMode.AUTO,
            Lineage.AFTER_RESET,
            ClientHabit.SENDS_NEW_MESSAGES,
            Talk.path(""),
            Talk.items("u1 c1 r1"),
            Opening.HOLDS_FOR_TURN,
            Prefill.REFUSED);

    assertThat(HistoryAlignmentTest.shown(misfit)).isEqualTo("tool_result_unknown");
  }

  private static String message(String path, String request) {
    return ((Alignment.Misfit) align(HistoryMode.AUTO, path, request)).message();
  }

  private static Alignment align(HistoryMode mode, String path, String request) {
    return HistoryAlignment.align(
        mode,
        Lineage.FIRST,
        ClientHabit.SENDS_NEW_MESSAGES,
        Talk.path(path),
        Talk.items(request),
        Opening.HOLDS_FOR_TURN,
        Prefill.REFUSED);
  }
}
