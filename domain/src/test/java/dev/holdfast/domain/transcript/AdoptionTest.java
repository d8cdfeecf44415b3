package dev.holdfast.domain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("Input that an unanswered turn stored")
class AdoptionTest {

  private static final EventParent HEAD = EventParent.after(new EventId("head"));

  private final List<TranscriptEvent> later = new ArrayList<>();

  private EventParent stored(EventParent parent, Item item, EventOrigin origin) {
    EventId id = new EventId("e" + later.size());
    later.add(
        new TranscriptEvent(
            id,
            10 + later.size(),
            parent,
            new TurnId("t"),
            Instant.EPOCH,
            item,
            1,
            origin,
            Completeness.COMPLETE));
    return EventParent.after(id);
  }

  private EventParent asked(EventParent parent, String text) {
    return stored(parent, said(text), EventOrigin.client());
  }

  private static Item said(String text) {
    return Item.message(Role.USER, text);
  }

  private List<String> adopted(String... input) {
    List<Item> items = List.of(input).stream().map(AdoptionTest::said).toList();
    return Adoption.of(HEAD, items, later).events().stream()
        .map(event -> event.id().value())
        .toList();
  }

  @Example
  void is_taken_over_as_far_as_it_is_the_same() {
    asked(asked(HEAD, "one"), "two");

    assertThat(adopted("one", "two")).containsExactly("e0", "e1");
    assertThat(adopted("one")).containsExactly("e0");
    assertThat(adopted("one", "three")).containsExactly("e0");
    assertThat(adopted("two")).isEmpty();
    assertThat(adopted()).isEmpty();
  }

  @Example
  void is_left_alone_if_it_follows_something_else() {
    asked(EventParent.after(new EventId("elsewhere")), "one");

    assertThat(adopted("one")).isEmpty();
  }

  @Example
  void is_the_longest_of_several_and_of_equal_ones_the_newest() {
    asked(HEAD, "one");
    asked(asked(HEAD, "one"), "two");
    asked(HEAD, "one");

    assertThat(adopted("one", "two")).containsExactly("e1", "e2");
    assertThat(adopted("one")).containsExactly("e3");
  }

  @Example
  void is_none_that_a_model_said() {
    stored(HEAD, said("one"), new EventOrigin.Model(new ProviderId("openai")));

    assertThat(adopted("one")).isEmpty();
  }

  @Example
  void is_not_what_only_looks_alike() {
    Item.Message plain = (Item.Message) said("look");
    stored(
        HEAD,
        new Item.Message(Role.USER, plain.content(), new RawFields("{\"name\":\"ann\"}")),
        EventOrigin.client());

    assertThat(adopted("look")).isEmpty();
  }

  @Property(tries = 200)
  void taken_over_and_what_is_left_are_the_input(
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 2) Integer> before,
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 2) Integer> input) {
    later.clear();
    EventParent parent = HEAD;
    for (int word : before) {
      parent = asked(parent, "word " + word);
    }
    List<Item> items = input.stream().map(word -> said("word " + word)).toList();

    List<TranscriptEvent> adopted = Adoption.of(HEAD, items, later).events();

    assertThat(adopted.stream().map(TranscriptEvent::item).toList())
        .isEqualTo(items.subList(0, adopted.size()));
    if (adopted.size() < Math.min(items.size(), later.size())) {
      assertThat(later.get(adopted.size()).item()).isNotEqualTo(items.get(adopted.size()));
    }
  }
}
