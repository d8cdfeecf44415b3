package dev.holdfast.domain.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.context.ContextAssembly.Assembled;
import dev.holdfast.domain.context.ContextAssembly.TooLong;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Talk;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Laws of newest-first assembly")
@PropertyDefaults(tries = 3000, edgeCases = EdgeCasesMode.NONE)
class NewestFirstLawsTest {

  private static final int TOKENS_PER_ITEM = 10;

  /** A turn with a round of five items. */
  private static final String LARGE_ROUND = "u3 | a1 c1 c2 r2 r1 | a3";

  @Property
  void every_call_has_its_result_and_every_result_its_call(
      @ForAll("anyItems") List<Item> path, @ForAll @IntRange(max = 250) int budget) {
    if (NewestFirst.assemble(List.of(), Talk.path(path), budget) instanceof Assembled assembled) {
      List<String> open = new ArrayList<>();
      for (PromptItem prompt : assembled.items()) {
        switch (prompt.item()) {
          case Item.ToolCall call -> open.add(call.callId());
          case Item.ToolResult result -> assertThat(open.remove(result.callId())).isTrue();
          case Item.Message message -> assertThat(open).isEmpty();
          case Item.Other other -> assertThat(open).isEmpty();
        }
      }
      assertThat(open).isEmpty();
    }
  }

  @Property
  void it_never_exceeds_the_budget_and_never_loses_the_newest_message(
      @ForAll("anyItems") List<Item> path, @ForAll @IntRange(max = 250) int budget) {
    switch (NewestFirst.assemble(List.of(), Talk.path(path), budget)) {
      case TooLong tooLong -> {
        assertThat(tooLong.neededTokens()).isGreaterThan(budget);
        assertThat(tooLong.budgetTokens()).isEqualTo(budget);
      }
      case Assembled assembled -> {
        assertThat(assembled.tokens()).isLessThanOrEqualTo(budget);
        List<Item> items = assembled.items().stream().map(PromptItem::item).toList();
        path.reversed().stream()
            .filter(Item.Message.class::isInstance)
            .findFirst()
            .filter(newest -> !(path.getLast() instanceof Item.ToolCall))
            .filter(newest -> !(path.getLast() instanceof Item.ToolResult))
            .ifPresent(newest -> assertThat(items).contains(newest));
      }
    }
  }

  @Property
  void every_event_is_kept_or_counted_as_omitted(
      @ForAll("anyItems") List<Item> path, @ForAll @IntRange(max = 250) int budget) {
    if (NewestFirst.assemble(List.of(), Talk.path(path), budget) instanceof Assembled assembled) {
      long stored =
          assembled.items().stream().filter(prompt -> path.contains(prompt.item())).count();
      assertThat(stored + assembled.omittedEvents()).isEqualTo(path.size());
    }
  }

  @Property
  void what_a_turn_sees_begins_with_what_the_turn_before_saw(@ForAll("turns") List<String> turns) {
    assertThat(cuts(turns, Long.MAX_VALUE)).isZero();
  }

  @Property
  void a_prompt_begins_like_the_one_before_it_unless_that_would_outgrow_the_budget(
      @ForAll("turns") List<String> turns, @ForAll @IntRange(min = 100, max = 400) int budget) {
    int cuts = cuts(turns, budget);

    // A cut leaves a quarter of the budget, which has to be used up before the next one; a large
    // round of tool calls may stay in one cut and go in the next.
    int events = Talk.items(String.join(" ", turns).replace("|", "")).size();
    long large = turns.stream().filter(LARGE_ROUND::equals).count();
    assertThat((cuts - large) * (budget / 4)).isLessThanOrEqualTo(events * TOKENS_PER_ITEM);
  }

  /**
   * How many of the prompts begin unlike the one before. Both prompts of a turn count: the one that
   * asks, and the one that would ask again after the answer.
   */
  private static int cuts(List<String> turns, long budget) {
    List<Item> path = new ArrayList<>();
    List<PromptItem> before = List.of();
    int cuts = 0;
    for (String turn : turns) {
      for (String part : turn.split(" \\| ")) {
        List<Item> added = Talk.items(part);
        path.addAll(added);
        List<PromptItem> prompt = items(Talk.path(path), budget);
        if (before.size() + added.size() <= budget / TOKENS_PER_ITEM) {
          assertThat(prompt.subList(0, before.size())).isEqualTo(before);
          assertThat(prompt).hasSize(before.size() + added.size());
        } else {
          cuts++;
        }
        before = prompt;
      }
    }
    return cuts;
  }

  @Property
  void a_message_more_moves_the_start_only_if_it_does_not_fit(
      @ForAll("anyItems") List<Item> path, @ForAll @IntRange(min = 10, max = 250) int budget) {
    List<Item> longer = new ArrayList<>(path);
    longer.add(Talk.item("u9"));

    if (NewestFirst.assemble(List.of(), Talk.path(path), budget) instanceof Assembled before
        && before.tokens() + TOKENS_PER_ITEM <= budget) {
      Assembled after = (Assembled) NewestFirst.assemble(List.of(), Talk.path(longer), budget);
      assertThat(after.items().subList(0, before.items().size())).isEqualTo(before.items());
      assertThat(after.omittedEvents()).isEqualTo(before.omittedEvents());
    }
  }

  private static List<PromptItem> items(List<TranscriptEvent> path, long budget) {
    return ((Assembled) NewestFirst.assemble(List.of(), path, budget)).items();
  }

  @Provide
  Arbitrary<List<String>> turns() {
    return Arbitraries.of("u1 | a1", "u2 | c1 r1 | a2", LARGE_ROUND, "u4 u5 | a4", "s5 u6 | a6")
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<Item>> anyItems() {
    return Arbitraries.of("s1", "d1", "u1", "u2", "a1", "c1", "c2", "c1", "c2", "r1", "r2", "r1")
        .map(Talk::item)
        .list()
        .ofMaxSize(16);
  }
}
