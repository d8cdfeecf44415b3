package dev.holdfast.domain.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.context.ContextAssembly.Assembled;
import dev.holdfast.domain.context.ContextAssembly.TooLong;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Talk;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every item has 10 tokens; {@code x1} is the stand-in for the result of call {@code c1}. */
@DisplayName("Newest-first assembly")
class NewestFirstTest {

  private static final long PLENTY = 1_000_000;

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "'', ''",
    "u1, u1",
    "s1 d1 u1 a1 u2, s1 d1 u1 a1 u2",
    "u1 a1 s5 u2, u1 a1 s5 u2",
    // results stand behind their run of calls
    "u1 c1 r1 a1 u2, u1 c1 r1 a1 u2",
    "u1 a1 c1 c2 r1 r2, u1 a1 c1 c2 r1 r2",
    "u1 c1 c2 r2 r1, u1 c1 c2 r1 r2",
    "u1 c1 a1 c2 r1 r2, u1 c1 r1 a1 c2 r2",
    "u1 c1 s5 r1 a1, u1 c1 r1 s5 a1",
    "u1 c1 u2 r1 a1, u1 c1 r1 u2 a1",
    // a call without a result
    "u1 c1 u2, u1 c1 x1 u2",
    "u1 c1 c2 r2 u2, u1 c1 c2 x1 r2 u2",
    "u1 c1, u1 c1 x1",
    // a result without a call
    "r1 u1, u1",
    "u1 r1 a1, u1 a1",
    "u1 c1 r1 r1 a1, u1 c1 r1 a1",
    // an id that is used again
    "u1 c1 r1 a1 u2 c1 r1 a2, u1 c1 r1 a1 u2 c1 r1 a2",
    "u1 c1 u2 c1 r1, u1 c1 x1 u2 c1 r1",
    "u1 c1 c1 r1 r1, u1 c1 c1 r1 r1",
    "u1 c1 c1 r1, u1 c1 c1 x1 r1",
    // thoughts
    "u1 o1 a1 u2, u1 o1 a1 u2",
    "u1 o1 c1 o2 c2 r1 r2, u1 o1 c1 r1 o2 c2 r2",
    "u1 o1 a1 c1 r1, u1 o1 a1 c1 r1",
  })
  void keeps_the_order_and_pairs_calls_with_results(String path, String prompt) {
    assertThat(shown(NewestFirst.assemble(List.of(), Talk.path(path), PLENTY))).isEqualTo(prompt);
  }

  @ParameterizedTest(name = "{0} in {1} → {2}, {3} omitted")
  @CsvSource({
    "u1 a1 u2 a2 u3, 50, u1 a1 u2 a2 u3, 0",
    "u1 a1 u2 a2 u3, 49, u2 a2 u3, 2",
    "u1 a1 u2 a2 u3, 30, u2 a2 u3, 2",
    "u1 a1 u2 a2 u3, 10, u3, 4",
    // three quarters stay, a bit less to begin at a message of the user
    "u1 a1 u2 a2 u3 a3 u4 a4 u5, 80, u3 a3 u4 a4 u5, 4",
    "u1 u2 u3 u4 u5 a5 u6 a6 u7, 80, u4 u5 a5 u6 a6 u7, 3",
    "u1 a1 a2 a3 a4 u5 a5 u6 a6, 80, u5 a5 u6 a6, 5",
    // but not less than half
    "u1 a1 a2 a3 a4 a5 u6 a6 u7, 80, a3 a4 a5 u6 a6 u7, 3",
    "u1 a1 a2 a3 a4 a5 a6 a7 a8, 80, a3 a4 a5 a6 a7 a8, 3",
    // what was cut stays cut, and nothing more goes until the room is used up again
    "u1 a1 u2 a2 u3 a3 u4 a4 u5 a5, 80, u3 a3 u4 a4 u5 a5, 4",
    "u1 a1 u2 a2 u3 a3 u4 a4 u5 a5 u6 a6, 80, u3 a3 u4 a4 u5 a5 u6 a6, 4",
    "u1 a1 u2 a2 u3 a3 u4 a4 u5 a5 u6 a6 u7, 80, u5 a5 u6 a6 u7, 8",
    // instructions at the root stay, and the room is what they leave
    "s1 u1 a1 u2 a2 u3, 30, s1 u3, 4",
    "s1 d1 u1 a1 u2, 30, s1 d1 u2, 2",
    "s1 s2 u1 a1 u2 a2 u3 a3 u4 a4 u5, 100, s1 s2 u3 a3 u4 a4 u5, 4",
    // those inside the talk do not
    "u1 s5 a1 u2, 30, a1 u2, 2",
    // a round of calls goes as a whole
    "u1 c1 r1 a1 u2, 49, c1 r1 a1 u2, 1",
    "u1 c1 r1 a1 u2, 30, a1 u2, 3",
    "u1 a1 c1 c2 r1 r2 a2 u2, 79, a1 c1 c2 r1 r2 a2 u2, 1",
    "u1 a1 c1 c2 r1 r2 a2 u2, 69, a2 u2, 6",
    "u1 c1 u2 a2 u3, 89, c1 x1 u2 a2 u3, 1",
    "u1 c1 u2 a2 u3, 79, u2 a2 u3, 2",
    "u1 r1 a1 u2, 25, a1 u2, 2",
    // the newest input stays whole
    "u1 a1 u2 u3, 20, u2 u3, 2",
    "u1 a1 s5 u2, 20, s5 u2, 2",
    "u0 a0 u1 c1 r1, 30, u1 c1 r1, 2",
    "u1 a1 u2 a2, 20, u2 a2, 2",
  })
  void leaves_out_the_oldest_in_steps(String path, long budget, String prompt, int omitted) {
    ContextAssembly assembly = NewestFirst.assemble(List.of(), Talk.path(path), budget);

    assertThat(shown(assembly)).isEqualTo(prompt);
    assertThat(((Assembled) assembly).omittedEvents()).isEqualTo(omitted);
    assertThat(((Assembled) assembly).tokens()).isLessThanOrEqualTo(budget);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "u1, 9, 10",
    "u1 a1 u2, 9, 10",
    "u1 a1 u2 u3, 19, 20",
    "s1 u1, 15, 20",
    "u1 c1, 59, 60"
  })
  void says_when_not_even_the_newest_input_fits(String path, long budget, long needed) {
    assertThat(NewestFirst.assemble(List.of(), Talk.path(path), budget))
        .isEqualTo(new TooLong(needed, budget));
  }

  @Test
  void puts_the_instructions_of_the_turn_first_and_counts_them() {
    List<SizedItem> leading = List.of(new SizedItem(Talk.item("s9"), 7));

    Assembled assembly = (Assembled) NewestFirst.assemble(leading, Talk.path("s1 u1 a1 u2"), 27);

    assertThat(shown(assembly)).isEqualTo("s9 s1 u2");
    assertThat(assembly.tokens()).isEqualTo(27);
    assertThat(assembly.omittedEvents()).isEqualTo(2);
  }

  @Test
  void tells_the_model_that_a_call_was_not_answered() {
    Assembled assembly = (Assembled) NewestFirst.assemble(List.of(), Talk.path("u1 c1 u2"), PLENTY);

    assertThat(assembly.items().get(2).item())
        .isInstanceOfSatisfying(
            Item.ToolResult.class,
            result -> {
              assertThat(result.callId()).isEqualTo("c1");
              assertThat(result.output())
                  .containsExactly(ContentPart.text(PromptUnits.NOT_ANSWERED));
            });
    assertThat(assembly.tokens()).isEqualTo(30 + PromptUnits.NOT_ANSWERED_TOKENS);
    assertThat(assembly.omittedEvents()).isZero();
  }

  @Test
  void gives_two_calls_of_one_id_their_results_in_order() {
    Item first = result("first");
    Item second = result("second");
    List<Item> path = List.of(Talk.item("u1"), Talk.item("c1"), Talk.item("c1"), first, second);

    Assembled assembly = (Assembled) NewestFirst.assemble(List.of(), Talk.path(path), PLENTY);

    assertThat(assembly.items()).extracting(PromptItem::item).isEqualTo(path);
  }

  @Test
  void keeps_who_made_each_item() {
    Assembled assembly = (Assembled) NewestFirst.assemble(List.of(), Talk.path("u1 a1 u2"), PLENTY);

    assertThat(assembly.items())
        .extracting(PromptItem::origin)
        .containsExactly(
            EventOrigin.client(), new EventOrigin.Model(ProviderId.DEMO), EventOrigin.client());
  }

  private static Item result(String text) {
    return new Item.ToolResult("c1", List.of(ContentPart.text(text)), RawFields.NONE);
  }

  private static String shown(ContextAssembly assembly) {
    return ((Assembled) assembly)
        .items().stream().map(prompt -> word(prompt.item())).collect(Collectors.joining(" "));
  }

  private static String word(Item item) {
    return item instanceof Item.ToolResult result
            && result.output().contains(ContentPart.text(PromptUnits.NOT_ANSWERED))
        ? "x" + result.callId().substring(1)
        : Talk.words(List.of(item));
  }
}
