package dev.holdfast.domain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.HistoryAlignment.Lineage;
import dev.holdfast.domain.transcript.HistoryAlignment.Opening;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import dev.holdfast.domain.turn.RefusalReason;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables read: stored path | request → what is done, behind which event, with which input. */
@DisplayName("History alignment")
class HistoryAlignmentTest {

  @ParameterizedTest(name = "{0} | {1} → {2}")
  @CsvSource({
    // everything again, and more
    "u1 a1, u1 a1 u2, appended e2: u2",
    "s1 u1 a1, s1 u1 a1 u2, appended e3: u2",
    "u1 a1 u2 a2, u1 a1 u2 a2 u3 u4, appended e4: u3 u4",
    // the oldest left out
    "u1 a1 u2 a2, u2 a2 u3, appended e4: u3",
    "u1 a1 u2 a2, a2 u3, appended e4: u3",
    "s1 u1 a1 u2 a2, s1 u2 a2 u3, appended e5: u3",
    "s1 u1 a1 u2 a2, u2 a2 u3, appended e5: u3",
    // regenerate
    "u1 a1, u1, branched e1:",
    "u1 a1 u2 a2, u1 a1 u2, branched e3:",
    "u1 a1 u2 a2, u1, branched e1:",
    "u1 a1 u2 a2, u2, branched e3:",
    // edit
    "u1 a1 u2 a2, u1 a1 u9, branched e2: u9",
    "u1 a1 u2 a2, u1 a9 u3, branched e1: a9 u3",
    "u1 a1 u2 a2, u9, branched root: u9",
    "s1 u1 a1 u2 a2, s1 u9, branched e1: u9",
    "s1 u1 a1 u2 a2, u9, branched e1: u9",
    // delete
    "u1 a1 u2 a2 u3 a3, u1 a1 u3 a3 u4, branched e2: u3 a3 u4",
    // nothing in common
    "u1 a1, u8 a8 u9, branched root: u8 a8 u9",
    "s1 u1 a1, s9 u8 a8 u9, branched root: s9 u8 a8 u9",
    // a path that ends with an unanswered question
    "u1 a1 u2, u1 a1 u2, appended e3:",
    // repeated words: the longest run counts, then the oldest
    "u1 a1 u1 a2, u1 a2 u3, appended e4: u3",
    "u1 a1 u1 a1, u1 a1 u9, branched e2: u9",
    "u1 a1 u1 a1, u1 a1 u1 a1 u2, appended e4: u2",
    // instructions alone are stored
    "s1, s1 u1, appended e1: u1",
    "s1, u1, appended e1: u1",
    // thoughts, which clients leave out as often as not
    "u1 o1 a1, u1 a1 u2, appended e3: u2",
    "u1 a1, u1 o9 a1 u2, appended e2: u2",
    // instructions inside the talk
    "u1 a1, u1 a1 s5 u2, appended e2: s5 u2",
    "u1 a1 s5 u2 a2, u1 a1 s5 u2 a2 u3, appended e5: u3",
  })
  void in_full_mode_compares_the_request_with_the_path(String path, String request, String result) {
    assertThat(align(HistoryMode.FULL, path, request)).isEqualTo(result);
  }

  @ParameterizedTest(name = "{0} | {1} → {2}")
  @CsvSource({
    "u1 a1, u2, appended e2: u2",
    "u1 a1, u1, appended e2: u1",
    "u1 a1, u2 u3, appended e2: u2 u3",
    "u1 a1, u1 a1 u2, appended e2: u2",
    "u1 a1, u8 a8 s5 u9, appended e2: s5 u9",
    "u1 c1, r1, appended e2: r1",
    "u1 c1, u1 c1 r1, appended e2: r1",
    "s1 u1 a1, s1 u2, appended e3: u2",
  })
  void in_append_mode_takes_what_follows_the_last_assistant_message(
      String path, String request, String result) {
    assertThat(align(HistoryMode.APPEND, path, request)).isEqualTo(result);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} → {3}")
  @CsvSource({
    "APPEND, u1 a1, s2 u2, appended e2: s2 u2",
    "APPEND, s1 u1 a1, s1 u2, appended e3: s1 u2",
    "APPEND, u1 a1, s2, appended e2: s2",
    "FULL, s1 u1 a1, s1 u1 a1 u2, appended e3: u2",
    "FULL, s1 u1 a1, s9 u1 a1 u2, branched root: s9 u1 a1 u2",
    "FULL, s1 u1 a1, u1 a1 s5 u2, appended e3: s5 u2",
    "AUTO, '', s1 u1, seeded root: s1 u1",
  })
  void keeps_instructions_that_are_said_at_their_place(
      HistoryMode mode, String path, String request, String result) {
    assertThat(
            shown(
                HistoryAlignment.align(
                    mode,
                    Lineage.FIRST,
                    ClientHabit.SENDS_NEW_MESSAGES,
                    Talk.path(path),
                    Talk.items(request),
                    Opening.IS_SAID,
                    Prefill.REFUSED)))
        .isEqualTo(result);
  }

  @ParameterizedTest(name = "{0} | {1} → {2}")
  @CsvSource({
    "u1 a1, u2, appended e2: u2",
    "u1 a1, u1 a1 u2, appended e2: u2",
    "u1 a1 u2 a2, u2 a2 u3, appended e4: u3",
    "u1 a1 u2 a2, u1 a1 u3, appended e4: u1 a1 u3",
    "u1 a1, a1 u2, appended e2: u2",
    "u1 a1, u1, appended e2: u1",
    "u1, u1, appended e1:",
    "u1, u2, appended e1: u2",
    "u1 c1, c1 r1, appended e2: r1",
    "u1 c1 c2, c1 r1 c2 r2, appended e3: r1 r2",
    "u1 c1 c2, c2 c1 r1 r2, appended e3: r1 r2",
    "u1 c1, u1 c1 r1 u2, appended e2: r1 u2",
    "u1 a1, c9 r9, appended e2: c9 r9",
    // an id that is used again, in a round that is over
    "u1 c1 r1 a1, c1 r1 u2, appended e4: c1 r1 u2",
    // an answer without words is an answer
    "u1 o1, u1, appended e2: u1",
    "u1 o1, u2, appended e2: u2",
    // of equal words the newest count
    "u1 a1 u1, u1, appended e3:",
    "u1 a1 u1 a1, u1 a1 u2, appended e4: u2",
    "u1 a1, s1 u2, appended e2: s1 u2",
    "'', u1, appended root: u1",
    "u1 c1, r1, appended e2: r1",
    "u1 c1 c2, r1, tool_results_missing",
    "u1 a1, r1, tool_result_unknown",
    "u1 a1, a2, no_new_input",
    "u1 a1, '', no_new_input",
    "u1 o1 c1, r1, appended e3: r1",
  })
  void takes_everything_as_new_that_follows_a_named_place_and_was_not_said_there(
      String path, String request, String result) {
    assertThat(
            shown(
                HistoryAlignment.following(
                    HistoryAction.APPENDED,
                    Talk.path(path),
                    Talk.items(request),
                    item -> false,
                    Prefill.REFUSED)))
        .isEqualTo(result);
  }

  @Test
  void takes_what_answers_a_hosted_call_for_the_clients() {
    Item output = new Item.Other("computer_call_output", RawFields.NONE);

    assertThat(
            HistoryAlignment.following(
                HistoryAction.APPENDED,
                Talk.path("u1 o1"),
                List.of(output),
                item -> false,
                Prefill.REFUSED))
        .isInstanceOf(Alignment.Aligned.class);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} → {3}")
  @CsvSource({
    "SENDS_NEW_MESSAGES, u1 a1, u9, appended e2: u9",
    "SENDS_NEW_MESSAGES, u1 a1, u1, appended e2: u1",
    "SENDS_NEW_MESSAGES, u1 a1, u1 a1 u2, appended e2: u2",
    "SENDS_NEW_MESSAGES, u1 a1 u2 a2, u1 a1 u2, branched e3:",
    "SENDS_NEW_MESSAGES, u1 c1, u1 c1 r1, appended e2: r1",
    "SENDS_NEW_MESSAGES, u1 c1, r1, appended e2: r1",
    "RESENDS_CONVERSATION, u1 a1, u9, branched root: u9",
    "RESENDS_CONVERSATION, u1 a1, u1, branched e1:",
  })
  void in_auto_mode_is_full_once_the_client_brought_the_assistants_messages(
      ClientHabit habit, String path, String request, String result) {
    assertThat(
            shown(
                HistoryAlignment.align(
                    HistoryMode.AUTO,
                    Lineage.FIRST,
                    habit,
                    Talk.path(path),
                    Talk.items(request),
                    Opening.HOLDS_FOR_TURN,
                    Prefill.REFUSED)))
        .isEqualTo(result);
  }

  @ParameterizedTest(name = "{0} {1} | {2} → {3}")
  @CsvSource({
    "FIRST, AUTO, u1, seeded root: u1",
    "FIRST, AUTO, s1 d1 u1, seeded root: s1 d1 u1",
    "FIRST, AUTO, s1 u1 a1 c1 r1 a2 u2, seeded root: s1 u1 a1 c1 r1 a2 u2",
    "FIRST, APPEND, s1 u1 a1 u2, seeded root: s1 u1 a1 u2",
    "FIRST, FULL, u1 a1 u2, seeded root: u1 a1 u2",
    "FIRST, AUTO, s1, seeded root: s1",
    "AFTER_RESET, AUTO, u1 a1 u2, appended root: u2",
    "AFTER_RESET, FULL, u1 a1 u2 u3, appended root: u2 u3",
    "AFTER_RESET, APPEND, u2, appended root: u2",
    "AFTER_RESET, AUTO, s1 u1 a1 u2, appended root: u2 leading s1",
  })
  void seeds_an_empty_session_but_after_a_reset_takes_only_the_tail(
      Lineage lineage, HistoryMode mode, String request, String result) {
    assertThat(
            shown(
                HistoryAlignment.align(
                    mode,
                    lineage,
                    ClientHabit.SENDS_NEW_MESSAGES,
                    List.of(),
                    Talk.items(request),
                    Opening.HOLDS_FOR_TURN,
                    Prefill.REFUSED)))
        .isEqualTo(result);
  }

  @ParameterizedTest(name = "{0} {1} | {2} → {3}")
  @CsvSource({
    "APPEND, s1 u1 a1, s9 u2, appended e3: u2 leading s9",
    "APPEND, u1 a1, s9 d9 u2, appended e2: u2 leading s9 d9",
    "APPEND, s1 d1 u1 a1, s1 u2, appended e4: u2 leading s1",
    "FULL, s1 u1 a1, s9 u1 a1 u2, appended e3: u2 leading s9",
    "FULL, s1 u1 a1, s9 u1, branched e2: leading s9",
    "FULL, u1 a1, s9 u1 a1 u2, appended e2: u2 leading s9",
    "FULL, s1 u1 a1, d1 u1 a1 u2, appended e3: u2 leading d1",
  })
  void other_leading_instructions_hold_for_this_turn_only(
      HistoryMode mode, String path, String request, String result) {
    assertThat(align(mode, path, request)).isEqualTo(result);
  }

  @ParameterizedTest(name = "{0} {1} | {2}")
  @CsvSource({
    "AUTO, '', ''",
    "AUTO, u1 a1, ''",
    "AUTO, u1 a1, u1 a1",
    "AUTO, u1 a1, u1 a9",
    "AUTO, '', u1 a1",
    "APPEND, u1 a1, a1",
    "FULL, u1 c1, u1 c1",
    "AUTO, u1 a1, s1",
    "FULL, s1 u1 a1, s1",
  })
  void refuses_a_request_without_new_input(HistoryMode mode, String path, String request) {
    assertThat(align(mode, path, request)).startsWith("no_new_input");
  }

  @ParameterizedTest(name = "{0} {1} | {2} → {3}")
  @CsvSource({
    "AUTO, '', u1 a1, seeded root: u1 a1",
    "APPEND, u1 a1, u2 a2, appended e2: u2 a2",
    "AUTO, u1 a1, u2 a2, appended e2: u2 a2",
    "AUTO, u1 a1, u1 a1 u2 a2, appended e2: u2 a2",
    "FULL, u1 a1, u1 a1, appended e2:",
    "FULL, u1 a1, u1 a9, branched e1: a9",
    "AUTO, u1 c1, u1 c1, no_new_input",
  })
  void lets_the_model_go_on_from_the_assistants_words_where_that_is_allowed(
      HistoryMode mode, String path, String request, String result) {
    assertThat(
            shown(
                HistoryAlignment.align(
                    mode,
                    Lineage.FIRST,
                    ClientHabit.SENDS_NEW_MESSAGES,
                    Talk.path(path),
                    Talk.items(request),
                    Opening.HOLDS_FOR_TURN,
                    Prefill.ALLOWED)))
        .startsWith(result);
  }

  @Test
  void shows_the_model_the_stored_instructions_unless_the_turn_brings_its_own() {
    List<TranscriptEvent> path = Talk.path("s1 u1 a1 u2 a2");

    assertThat(baseOf(path, "s1 u1 a1 u9")).isEqualTo("s1 u1 a1");
    assertThat(baseOf(path, "u1 a1 u9")).isEqualTo("s1 u1 a1");
    assertThat(baseOf(path, "s9 u1 a1 u9")).isEqualTo("u1 a1");
    assertThat(baseOf(path, "s9 u7 u9")).isEmpty();
    assertThat(baseOf(path, "u7 u9")).isEqualTo("s1");
  }

  @Test
  void says_what_was_wrong_what_was_kept_and_what_to_do() {
    Alignment misfit =
        HistoryAlignment.align(
            HistoryMode.AUTO,
            Lineage.FIRST,
            ClientHabit.SENDS_NEW_MESSAGES,
            List.of(),
            Talk.items("u1 a1"),
            Opening.HOLDS_FOR_TURN,
            Prefill.REFUSED);

    assertThat(misfit)
        .isEqualTo(
            new Alignment.Misfit(
                RefusalReason.NO_NEW_INPUT,
                "The last message is the assistant's, so nothing in it is new. Nothing was stored."
                    + " End the request with a user message or a tool result."));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "'', SENDS_NEW_MESSAGES",
    "u1, SENDS_NEW_MESSAGES",
    "u1 a1, SENDS_NEW_MESSAGES",
    "u1 a1 u2, RESENDS_CONVERSATION",
    "u1 c1 r1, RESENDS_CONVERSATION",
    "r1, SENDS_NEW_MESSAGES",
  })
  void learns_the_habit_of_a_client_from_its_requests(String request, ClientHabit habit) {
    assertThat(ClientHabit.SENDS_NEW_MESSAGES.after(Talk.items(request))).isEqualTo(habit);
    assertThat(ClientHabit.RESENDS_CONVERSATION.after(Talk.items(request)))
        .isEqualTo(ClientHabit.RESENDS_CONVERSATION);
  }

  private static String baseOf(List<TranscriptEvent> path, String request) {
    Alignment aligned =
        HistoryAlignment.align(
            HistoryMode.FULL,
            Lineage.FIRST,
            ClientHabit.SENDS_NEW_MESSAGES,
            path,
            Talk.items(request),
            Opening.HOLDS_FOR_TURN,
            Prefill.REFUSED);
    return Talk.words(
        ((Alignment.Aligned) aligned).base(path).stream().map(TranscriptEvent::item).toList());
  }

  private static String align(HistoryMode mode, String path, String request) {
    return shown(
        HistoryAlignment.align(
            mode,
            Lineage.FIRST,
            ClientHabit.SENDS_NEW_MESSAGES,
            Talk.path(path),
            Talk.items(request),
            Opening.HOLDS_FOR_TURN,
            Prefill.REFUSED));
  }

  static String shown(Alignment alignment) {
    return switch (alignment) {
      case Alignment.Misfit misfit -> misfit.reason().name().toLowerCase(Locale.ROOT);
      case Alignment.Aligned aligned -> {
        String at =
            switch (aligned.at()) {
              case EventParent.Root root -> "root";
              case EventParent.After(EventId id) -> id.value();
            };
        String leading =
            aligned.leading().isEmpty() ? "" : " leading " + Talk.words(aligned.leading());
        String input = aligned.input().isEmpty() ? "" : " " + Talk.words(aligned.input());
        yield aligned.action().name().toLowerCase(Locale.ROOT) + " " + at + ":" + input + leading;
      }
    };
  }
}
