package dev.holdfast.domain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.HistoryAlignment.Lineage;
import dev.holdfast.domain.transcript.HistoryAlignment.Opening;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

@Label("Laws of history alignment")
@PropertyDefaults(tries = 3000, edgeCases = EdgeCasesMode.NONE)
class HistoryAlignmentLawsTest {

  private static final Item EMPTY_ANSWER =
      new Item.Message(Role.ASSISTANT, List.of(), RawFields.NONE);

  /** Longer than any conversation a client can resend within the limit of a body. */
  private static final int MANY = 100_000;

  @Property
  void it_is_total(
      @ForAll HistoryMode mode,
      @ForAll Lineage lineage,
      @ForAll ClientHabit habit,
      @ForAll("anyItems") List<Item> path,
      @ForAll("anyItems") List<Item> request,
      @ForAll Prefill prefill) {
    switch (HistoryAlignment.align(
        mode, lineage, habit, Talk.path(path), request, Opening.HOLDS_FOR_TURN, prefill)) {
      case Alignment.Misfit misfit -> assertThat(misfit.message()).contains("Nothing was stored.");
      case Alignment.Aligned aligned -> assertThat(applied(aligned, Talk.path(path))).isNotEmpty();
    }
  }

  @Property
  void in_full_mode_the_path_ends_with_the_request_once_it_is_applied(
      @ForAll("talks") List<Item> path, @ForAll("talks") List<Item> request) {
    if (align(HistoryMode.FULL, path, request) instanceof Alignment.Aligned aligned) {
      List<Fingerprint> result = said(applied(aligned, Talk.path(path)));

      assertThat(result).endsWith(said(request).toArray(Fingerprint[]::new));
    }
  }

  @Property
  void a_client_that_resends_everything_appends_turn_after_turn(
      @ForAll("rounds") List<List<Item>> turns, @ForAll boolean systemPrompt) {
    List<Item> request = new ArrayList<>();
    List<Item> path = new ArrayList<>();
    if (systemPrompt) {
      request.add(Item.message(Role.SYSTEM, "be kind"));
    }
    for (int i = 0; i < turns.size(); i++) {
      Item question = Item.message(Role.USER, "question " + i);
      request.add(question);

      Alignment alignment = align(HistoryMode.AUTO, path, request);

      assertThat(alignment).isInstanceOf(Alignment.Aligned.class);
      Alignment.Aligned aligned = (Alignment.Aligned) alignment;
      assertThat(aligned.action())
          .isEqualTo(i == 0 ? HistoryAction.SEEDED : HistoryAction.APPENDED);
      assertThat(aligned.leading()).isEmpty();
      if (i > 0) {
        assertThat(aligned.input()).containsExactly(question);
      }
      path.addAll(aligned.input());
      path.addAll(turns.get(i));
      request.addAll(turns.get(i));
    }
  }

  @Property
  void sending_everything_and_sending_the_news_lead_to_the_same_path(
      @ForAll("talks") List<Item> path, @ForAll("news") List<Item> news) {
    List<Item> everything = new ArrayList<>(path);
    everything.addAll(news);

    Alignment full = align(HistoryMode.FULL, path, everything);
    Alignment append = align(HistoryMode.APPEND, path, news);

    assertThat(full).isEqualTo(append);
  }

  @Property
  void a_client_may_leave_out_the_oldest_items(
      @ForAll("talks") List<Item> path, @ForAll("news") List<Item> news, @ForAll int from) {
    List<Item> distinct = numbered(path);
    int leading = instructions(path);
    int start = leading + Math.floorMod(from, distinct.size() - leading);
    List<Item> trimmed = new ArrayList<>(distinct.subList(start, distinct.size()));
    trimmed.addAll(news);

    assertThat(align(HistoryMode.FULL, distinct, trimmed))
        .isEqualTo(align(HistoryMode.APPEND, distinct, news));
  }

  @Property
  void asking_again_branches_before_the_last_answer(@ForAll("talks") List<Item> path) {
    List<Item> answered = new ArrayList<>(numbered(path));
    Item question = Item.message(Role.USER, "and then?");
    answered.add(question);
    List<Item> again = List.copyOf(answered);
    answered.add(Item.message(Role.ASSISTANT, "an answer"));

    assertThat(align(HistoryMode.FULL, answered, again))
        .isEqualTo(
            new Alignment.Aligned(
                HistoryAction.BRANCHED,
                EventParent.after(new EventId("e" + again.size())),
                List.of(),
                List.of()));
  }

  @Property
  void an_answer_without_words_makes_no_difference(
      @ForAll("talks") List<Item> path, @ForAll("news") List<Item> news, @ForAll int where) {
    List<Item> request = new ArrayList<>(path);
    int leading = instructions(path);
    request.add(leading + 1 + Math.floorMod(where, path.size() - leading), EMPTY_ANSWER);
    request.addAll(news);

    Alignment.Aligned aligned = (Alignment.Aligned) align(HistoryMode.FULL, path, request);

    assertThat(aligned.at()).isEqualTo(EventParent.after(new EventId("e" + path.size())));
    assertThat(aligned.input()).endsWith(news.toArray(Item[]::new));
  }

  @Example
  void it_takes_linear_time_even_if_everybody_says_the_same_all_the_time() {
    List<Item> same = Collections.nCopies(MANY, Item.message(Role.USER, "x".repeat(100)));
    List<TranscriptEvent> path = Talk.path(same);
    List<Item> request = new ArrayList<>(same);
    request.set(MANY / 2, Item.message(Role.USER, "y"));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            HistoryAlignment.align(
                HistoryMode.FULL,
                Lineage.FIRST,
                ClientHabit.SENDS_NEW_MESSAGES,
                path,
                request,
                Opening.HOLDS_FOR_TURN,
                Prefill.REFUSED));
  }

  private static Alignment align(HistoryMode mode, List<Item> path, List<Item> request) {
    return HistoryAlignment.align(
        mode,
        Lineage.FIRST,
        ClientHabit.SENDS_NEW_MESSAGES,
        Talk.path(path),
        request,
        Opening.HOLDS_FOR_TURN,
        Prefill.REFUSED);
  }

  /** The path once the input is stored. */
  private static List<Item> applied(Alignment.Aligned aligned, List<TranscriptEvent> path) {
    return Stream.concat(
            aligned.base(path).stream().map(TranscriptEvent::item), aligned.input().stream())
        .toList();
  }

  private static List<Fingerprint> said(List<Item> items) {
    return items.stream().filter(item -> !item.isInstruction()).map(Fingerprint::of).toList();
  }

  private static int instructions(List<Item> items) {
    return (int) items.stream().filter(Item::isInstruction).count();
  }

  /** The same items, each with a text of its own. */
  private static List<Item> numbered(List<Item> items) {
    List<Item> numbered = new ArrayList<>();
    for (Item item : items) {
      numbered.add(
          item instanceof Item.Message message
              ? Item.message(message.role(), "message " + numbered.size())
              : item);
    }
    return numbered;
  }

  /** Conversations as they should be: calls answered at once, the assistant speaks last. */
  @Provide
  Arbitrary<List<Item>> talks() {
    Arbitrary<String> question = Arbitraries.of("u1", "u2", "u1 u2");
    Arbitrary<String> answer =
        Arbitraries.of("a1", "a2", "c1 r1 a1", "a1 c1 c2 r2 r1 a2", "c1 r1 c2 r2 a1");
    Arbitrary<String> turn = Combinators.combine(question, answer).as((q, a) -> q + " " + a);
    return Combinators.combine(
            Arbitraries.of("", "s1 ", "s1 d1 "), turn.list().ofMinSize(1).ofMaxSize(6))
        .as((leading, turns) -> Talk.items(leading + String.join(" ", turns)));
  }

  @Provide
  Arbitrary<List<List<Item>>> rounds() {
    return Arbitraries.of("a1", "a2", "c1 r1 a1", "a1 c1 c2 r1 r2 a2")
        .map(Talk::items)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Item>> news() {
    return Arbitraries.of("u7", "u7 u8", "u7 s5 u8").map(Talk::items);
  }

  @Provide
  Arbitrary<List<Item>> anyItems() {
    return Arbitraries.of("s1", "d1", "u1", "u2", "a1", "a2", "c1", "c2", "r1", "r2")
        .map(Talk::item)
        .list()
        .ofMaxSize(10);
  }
}
