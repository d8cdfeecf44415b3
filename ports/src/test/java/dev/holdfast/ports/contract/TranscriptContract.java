package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What a store of transcripts promises: events are appended whole, in order, and read back as they
 * were.
 *
 * <p>Not asserted: that text which JSON cannot hold as it came, half a surrogate pair inside raw
 * fields, keeps its bytes; it keeps its meaning.
 */
public interface TranscriptContract extends OpenStoreContract {

  private SessionKey opened(SessionId id) {
    SessionKey key = Samples.key(id.value());
    reserve(key, id);
    return key;
  }

  private List<Item> readBack(Item... items) {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    EventParent parent = EventParent.root();
    NewEvent last = Samples.first("none");
    for (int number = 0; number < items.length; number++) {
      last = Samples.event("event-" + number, parent, items[number]);
      append(id, last);
      parent = EventParent.after(last.id());
    }
    moveHead(key, id, last);
    return present(key).path().stream().map(TranscriptEvent::item).toList();
  }

  @Test
  default void events_are_numbered_from_one_without_gaps() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    NewEvent first = Samples.first("a");
    NewEvent second = Samples.after(first, "b");
    NewEvent third = Samples.after(second, "c");

    assertThat(append(id, first, second)).isEqualTo(1);
    assertThat(append(id, third)).isEqualTo(3);

    moveHead(key, id, third);
    assertThat(present(key).path()).containsExactly(first.at(1), second.at(2), third.at(3));
    assertThat(present(key).entry().eventCount()).isEqualTo(3);
  }

  @Test
  default void every_fact_of_an_event_is_read_back() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    NewEvent event =
        new NewEvent(
            new EventId("an event's id, of any characters: \u00e9\ud83d\ude00"),
            EventParent.root(),
            new TurnId("turn"),
            Samples.at(11),
            Item.message(Role.ASSISTANT, "half an ans"),
            12345,
            new EventOrigin.Model(new ProviderId("openai")),
            Completeness.INCOMPLETE);

    append(id, event);
    moveHead(key, id, event);

    assertThat(present(key).path()).containsExactly(event.at(1));
  }

  @Test
  default void a_time_is_kept_to_the_microsecond() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    NewEvent precise =
        new NewEvent(
            new EventId("a"),
            EventParent.root(),
            new TurnId("turn"),
            Samples.at(10).plusNanos(999),
            Item.message(Role.USER, "text"),
            1,
            EventOrigin.client(),
            Completeness.COMPLETE);

    append(id, precise);
    moveHead(key, id, precise);

    assertThat(present(key).path().getFirst().at()).isEqualTo(Samples.at(10));
  }

  @Test
  default void every_kind_of_item_is_read_back_with_its_raw_fields() {
    RawFields extra =
        new RawFields("{\"b\": 1.0e2 ,\"a\":[ {\"x\":\"\\u00e9\"} , null ],  \"a\":\"}{\\\"\"}");
    Item message =
        new Item.Message(
            Role.DEVELOPER,
            List.of(
                ContentPart.text("plain"),
                new ContentPart.Text("with more", extra),
                new ContentPart.Refusal("no", extra),
                new ContentPart.Image("data:image/png;base64,AAAA", extra),
                new ContentPart.File("", "data:,x", RawFields.NONE),
                new ContentPart.File("name.txt", "", extra),
                new ContentPart.Other("input_audio", extra)),
            extra);
    Item empty = new Item.Message(Role.ASSISTANT, List.of(), extra);
    Item call = new Item.ToolCall("call-1", "tool", "{ \"a\" :1.0 }", extra);
    Item result = new Item.ToolResult("call-1", List.of(ContentPart.text("42")), extra);

    Item other = new Item.Other("reasoning", extra);
    Item bare = new Item.Other("web_search_call", RawFields.NONE);

    assertThat(readBack(message, empty, other, call, bare, result))
        .containsExactly(message, empty, other, call, bare, result);
  }

  @Test
  default void text_is_read_back_whatever_its_characters() {
    String odd = "\u0000\u0001\u001f\"\\\u007f\u2028\ufeff\ud83d\ude00\ufffd\r\n\t";
    Item brokenPairs = Item.message(Role.USER, "\ud83d alone, \ude00 alone, \ude00\ud83d turned");
    Item call = new Item.ToolCall(odd, odd, "not JSON: " + odd, RawFields.NONE);

    assertThat(
            readBack(Item.message(Role.USER, odd), brokenPairs, call, Item.message(Role.USER, "")))
        .containsExactly(
            Item.message(Role.USER, odd), brokenPairs, call, Item.message(Role.USER, ""));
  }

  @Test
  default void large_content_is_read_back_like_small() {
    String large = "0123456789abcdef".repeat(300 * 1024 / 16);
    String wide = "\u20ac".repeat(100 * 1024);
    Item text = Item.message(Role.USER, large);
    Item image =
        new Item.Message(
            Role.USER,
            List.of(new ContentPart.Image("data:image/png;base64," + large, RawFields.NONE)),
            RawFields.NONE);

    assertThat(readBack(text, image, text, Item.message(Role.USER, wide)))
        .containsExactly(text, image, text, Item.message(Role.USER, wide));
  }

  @Test
  default void an_event_without_a_stored_parent_is_refused_with_its_whole_list() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    opened(Samples.session("2"));
    append(Samples.session("2"), Samples.first("of-another-session"));
    NewEvent good = Samples.first("good");
    NewEvent orphan = Samples.event("orphan", EventParent.after(new EventId("of-another-session")));

    assertThatThrownBy(() -> append(id, good, orphan)).isInstanceOf(IllegalArgumentException.class);

    assertThat(present(key).entry().eventCount()).isZero();
    assertThat(append(id, good)).isEqualTo(1);
  }

  @Test
  default void a_parent_comes_before_its_children() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    NewEvent parent = Samples.first("parent");

    assertThatThrownBy(() -> append(id, Samples.after(parent, "child"), parent))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(present(key).entry().eventCount()).isZero();
  }

  @Test
  default void an_empty_list_and_an_unknown_session_are_refused() {
    opened(Samples.session("1"));

    assertThatThrownBy(() -> append(Samples.session("1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> append(Samples.session("unknown"), Samples.first("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void an_event_id_is_used_once_in_a_session() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    append(id, Samples.first("a"));

    assertThatThrownBy(() -> append(id, Samples.first("a")))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(present(key).entry().eventCount()).isEqualTo(1);
    opened(Samples.session("2"));
    assertThat(append(Samples.session("2"), Samples.first("a"))).isEqualTo(1);
  }

  @Test
  default void an_answer_of_a_blocked_provider_is_refused() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    NewEvent legacy =
        new NewEvent(
            new EventId("a"),
            EventParent.root(),
            new TurnId("turn"),
            Samples.at(10),
            Item.message(Role.ASSISTANT, "text"),
            1,
            new EventOrigin.Model(new ProviderId("openai-codex")),
            Completeness.COMPLETE);

    assertThatThrownBy(() -> append(id, legacy))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(present(key).entry().eventCount()).isZero();
  }

  @Test
  default void appending_moves_the_times_and_the_version_but_not_the_head() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    SessionEntry before = present(key).entry();

    append(id, Samples.first("a"));

    SessionSnapshot.Present after = present(key);
    assertThat(after.path()).isEmpty();
    assertThat(after.entry().head()).isEqualTo(EventParent.root());
    assertThat(after.entry().updatedAt()).isEqualTo(Samples.at(10));
    assertThat(after.entry().lastInteractionAt()).isEqualTo(Samples.at(10));
    assertThat(after.entry().version()).isGreaterThan(before.version());
  }

  @Test
  default void sequences_have_no_gaps_when_many_append_at_once() throws Exception {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);

    List<Long> firsts =
        Race.between(
            16,
            number ->
                () -> {
                  NewEvent event = Samples.first("event-" + number);
                  return append(id, event, Samples.after(event, "child-" + number));
                });

    assertThat(firsts)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 16).mapToObj(number -> 2 * number + 1).toList());
    assertThat(present(key).entry().eventCount()).isEqualTo(32);
  }

  @Test
  default void a_long_conversation_is_read_back_whole() {
    SessionId id = Samples.session("1");
    SessionKey key = opened(id);
    NewEvent last = Samples.first("event-0");
    append(id, last);
    for (int number = 1; number < 500; number++) {
      last = Samples.after(last, "event-" + number);
      append(id, last);
    }

    moveHead(key, id, last);

    assertThat(present(key).path())
        .hasSize(500)
        .extracting(TranscriptEvent::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
  }
}
