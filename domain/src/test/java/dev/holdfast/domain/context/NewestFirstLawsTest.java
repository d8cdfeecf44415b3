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
    List<Item> path = new ArrayList<>();
    List<PromptItem> before = List.of();
    for (String turn : turns) {
      int input = path.size() + Talk.items(turn.substring(0, 2)).size();
      path.addAll(Talk.items(turn));
      List<TranscriptEvent> events = Talk.path(path);

      List<PromptItem> asked = items(events.subList(0, input));
      assertThat(asked.subList(0, before.size())).isEqualTo(before);
      before = items(events);
      assertThat(before.subList(0, asked.size())).isEqualTo(asked);
    }
  }

  private static List<PromptItem> items(List<TranscriptEvent> path) {
    return ((Assembled) NewestFirst.assemble(List.of(), path, Long.MAX_VALUE)).items();
  }

  @Provide
  Arbitrary<List<String>> turns() {
    return Arbitraries.of("u1 a1", "u2 c1 r1 a2", "u3 a1 c1 c2 r2 r1 a3", "u4 u5 a4", "s5 u6 a6")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Item>> anyItems() {
    return Arbitraries.of("s1", "d1", "u1", "u2", "a1", "c1", "c2", "c1", "c2", "r1", "r2", "r1")
        .map(Talk::item)
        .list()
        .ofMaxSize(16);
  }
}
