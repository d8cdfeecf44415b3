package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

@Label("The events of a streamed response, for any answer cut anywhere")
class ResponseStreamLawsTest {

  private static final String NOTHING = "{}";

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void join_to_the_object_at_their_end(
      @ForAll("answers") StreamedAnswers.Answer answer, @ForAll Random random) {
    Told told = told(answer, answer.mixed(random));

    checkJoined(told);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void end_with_the_object_that_is_read_later(@ForAll("answers") StreamedAnswers.Answer answer) {
    Told told = told(answer, answer.inOrder());

    checkJoined(told);
    assertThat(told.response()).isEqualTo(whole(answer));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void hold_the_same_items_whatever_order_they_come_in(
      @ForAll("answers") StreamedAnswers.Answer answer, @ForAll Random random) {
    Told told = told(answer, answer.mixed(random));

    assertThat(told.response().path("output").valueStream().map(ResponseStreamLawsTest::essence))
        .containsExactlyInAnyOrderElementsOf(
            whole(answer)
                .path("output")
                .valueStream()
                .map(ResponseStreamLawsTest::essence)
                .toList());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void are_those_of_the_items_where_an_upstream_tells_their_ends(
      @ForAll("native") StreamedAnswers.Native answer) {
    Completed completed =
        Told.completed(FinishReason.STOP, NOTHING, NOTHING, answer.items().toArray(Item[]::new));
    Told told = Told.answer(NOTHING, answer.deltas(), completed);

    checkJoined(told);
    assertThat(told.response())
        .isEqualTo(json(ResponseObject.of(Told.head(NOTHING), completed).json()));
  }

  @Provide
  Arbitrary<StreamedAnswers.Answer> answers() {
    return StreamedAnswers.answers();
  }

  @Provide("native")
  Arbitrary<StreamedAnswers.Native> ofNativeUpstreams() {
    return StreamedAnswers.ofNativeUpstreams();
  }

  private static Told told(StreamedAnswers.Answer answer, List<ModelDelta> deltas) {
    return Told.answer(NOTHING, deltas, answer.completed());
  }

  private static JsonNode whole(StreamedAnswers.Answer answer) {
    return json(ResponseObject.of(Told.head(NOTHING), answer.completed()).json());
  }

  private static JsonNode json(byte[] bytes) {
    return ChatJson.MAPPER.readTree(bytes);
  }

  /** Parts of a message stand in the order they began in; the rest of an item does not depend. */
  private static String essence(JsonNode item) {
    List<String> parts =
        item.path("content").valueStream().map(JsonNode::toString).sorted().toList();
    return item.path("id") + " " + item.path("arguments") + item.path("input") + parts;
  }

  /** What a client puts together piece by piece is what it is told at the end. */
  private static void checkJoined(Told told) {
    Map<String, StringBuilder> growing = new HashMap<>();
    List<JsonNode> added = new ArrayList<>();
    List<JsonNode> done = new ArrayList<>();
    for (JsonNode event : told.events()) {
      String type = event.path("type").stringValue();
      int index = event.path("output_index").asInt(-1);
      if (type.equals("response.output_item.added")) {
        assertThat(index).isEqualTo(added.size());
        added.add(event.path("item"));
        done.add(ChatJson.MAPPER.nullNode());
      } else if (type.equals("response.output_item.done")) {
        assertThat(done.set(index, event.path("item")).isNull()).isTrue();
      } else if (index >= 0) {
        assertThat(done.get(index).isNull()).as("is open").isTrue();
        assertThat(event.path("item_id")).isEqualTo(added.get(index).path("id"));
        grow(growing, event, type);
      }
    }
    assertThat(told.response().path("output").valueStream().toList()).isEqualTo(done);
    for (int index = 0; index < done.size(); index++) {
      assertThat(done.get(index).path("id")).isEqualTo(added.get(index).path("id"));
      assertThat(texts(growing, index)).isEqualTo(texts(done.get(index)));
    }
  }

  private static void grow(Map<String, StringBuilder> growing, JsonNode event, String type) {
    String place =
        event.path("output_index").asInt()
            + (event.has("summary_index")
                ? "s" + event.path("summary_index")
                : "p" + event.path("content_index").asInt(0));
    StringBuilder text = growing.computeIfAbsent(place, fresh -> new StringBuilder());
    if (type.endsWith(".delta")) {
      text.append(event.path("delta").stringValue());
    } else if (type.endsWith(".done") && !type.contains("part")) {
      String whole =
          List.of("text", "refusal", "arguments", "input").stream()
              .map(name -> event.path(name).asString(""))
              .reduce("", String::concat);
      assertThat(whole).isEqualTo(text.toString());
    }
  }

  private static List<String> texts(Map<String, StringBuilder> growing, int index) {
    return growing.entrySet().stream()
        .filter(entry -> entry.getKey().matches(index + "[sp].*"))
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().toString())
        .toList();
  }

  private static List<String> texts(JsonNode item) {
    List<String> texts = new ArrayList<>();
    for (String name : List.of("arguments", "input")) {
      item.path(name).asStringOpt().ifPresent(texts::add);
    }
    for (String name : List.of("content", "summary")) {
      for (JsonNode part : item.path(name)) {
        texts.add(part.path("text").asString("") + part.path("refusal").asString(""));
      }
    }
    return texts;
  }
}
