package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Answers in pieces as upstreams give them, for property tests. */
final class StreamedAnswers {

  private StreamedAnswers() {}

  /** A call and the pieces of its arguments. */
  record Call(String name, String extra, List<String> arguments) {

    Item.ToolCall item(int index) {
      return new Item.ToolCall(
          "call_" + index, name, String.join("", arguments), new RawFields(extra));
    }

    List<ModelDelta> deltas(int index) {
      List<ModelDelta> deltas = new ArrayList<>();
      deltas.add(
          new ModelDelta.ToolCallBegun(0, index, "call_" + index, name, new RawFields(extra)));
      arguments.forEach(piece -> deltas.add(new ModelDelta.ToolCallArguments(0, index, piece)));
      return deltas;
    }
  }

  /** What an upstream of chat completions answers. */
  record Answer(List<String> thoughts, List<String> text, List<String> refusal, List<Call> calls) {

    Completed completed() {
      List<Item> items = new ArrayList<>();
      List<ContentPart> content = new ArrayList<>();
      if (!text.isEmpty()) {
        content.add(ContentPart.text(String.join("", text)));
      }
      if (!refusal.isEmpty()) {
        content.add(new ContentPart.Refusal(String.join("", refusal), RawFields.NONE));
      }
      if (!content.isEmpty() || !thoughts.isEmpty()) {
        RawFields extra = thoughts.isEmpty() ? RawFields.NONE : thought(String.join("", thoughts));
        items.add(new Item.Message(Role.ASSISTANT, content, extra));
      }
      for (int index = 0; index < calls.size(); index++) {
        items.add(calls.get(index).item(index));
      }
      return Told.completed(FinishReason.STOP, "{}", "{}", items.toArray(Item[]::new));
    }

    /** Thoughts, then words, then one call after the other. */
    List<ModelDelta> inOrder() {
      List<ModelDelta> deltas = new ArrayList<>();
      sources().forEach(deltas::addAll);
      return deltas;
    }

    /** Thoughts first; words and calls in any order, those of one kind in theirs. */
    List<ModelDelta> mixed(Random random) {
      List<List<ModelDelta>> sources = new ArrayList<>(sources());
      List<ModelDelta> deltas = new ArrayList<>(sources.removeFirst());
      sources.removeIf(List::isEmpty);
      while (!sources.isEmpty()) {
        List<ModelDelta> source = sources.get(random.nextInt(sources.size()));
        deltas.add(source.removeFirst());
        sources.removeIf(List::isEmpty);
      }
      return deltas;
    }

    private List<List<ModelDelta>> sources() {
      List<List<ModelDelta>> sources = new ArrayList<>();
      List<ModelDelta> thinking = new ArrayList<>();
      thoughts.forEach(piece -> thinking.add(new ModelDelta.Other(0, thought(piece))));
      sources.add(thinking);
      List<ModelDelta> words = new ArrayList<>();
      text.forEach(piece -> words.add(new ModelDelta.Text(0, piece, RawFields.NONE)));
      sources.add(words);
      List<ModelDelta> refusing = new ArrayList<>();
      refusal.forEach(piece -> refusing.add(new ModelDelta.Refusal(0, piece)));
      sources.add(refusing);
      for (int index = 0; index < calls.size(); index++) {
        sources.add(calls.get(index).deltas(index));
      }
      return sources;
    }
  }

  private static RawFields thought(String text) {
    return new RawFields(
        "{\"reasoning_content\":" + ChatJson.MAPPER.writeValueAsString(text) + "}");
  }

  /** What an upstream of the Responses API answers, and how it tells it. */
  record Native(List<Item> items, List<ModelDelta> deltas) {

    Native and(Native more) {
      List<Item> all = new ArrayList<>(items);
      all.addAll(more.items);
      List<ModelDelta> told = new ArrayList<>(deltas);
      told.addAll(more.deltas);
      return new Native(all, told);
    }
  }

  static Arbitrary<Answer> answers() {
    Arbitrary<Call> calls =
        Combinators.combine(
                Arbitraries.of("get_weather", "f"),
                Arbitraries.of("{}", "{\"type\":\"custom\"}"),
                pieces())
            .as(Call::new);
    return Combinators.combine(pieces(), pieces(), pieces(), calls.list().ofMaxSize(3))
        .as(Answer::new);
  }

  static Arbitrary<Native> ofNativeUpstreams() {
    return Arbitraries.oneOf(spoken(), thought(), hosted())
        .list()
        .ofMaxSize(5)
        .map(answers -> answers.stream().reduce(new Native(List.of(), List.of()), Native::and));
  }

  private static Arbitrary<Native> spoken() {
    return pieces()
        .filter(pieces -> !pieces.isEmpty())
        .map(
            pieces -> {
              Item item =
                  new Item.Message(
                      Role.ASSISTANT,
                      List.of(
                          new ContentPart.Text(
                              String.join("", pieces),
                              new RawFields(
                                  "{\"holdfast:responses\":{\"annotations\":[{\"n\":1}]}}"))),
                      new RawFields("{\"holdfast:responses\":{\"phase\":\"commentary\"}}"));
              List<ModelDelta> deltas = new ArrayList<>();
              pieces.forEach(piece -> deltas.add(new ModelDelta.Text(0, piece, RawFields.NONE)));
              deltas.add(new ModelDelta.ItemDone(0, item));
              return new Native(List.of(item), deltas);
            });
  }

  private static Arbitrary<Native> thought() {
    return Combinators.combine(pieces(), Arbitraries.of(Kind.class))
        .as(
            (pieces, kind) -> {
              String type = kind == Kind.TEXT ? "reasoning_text" : "summary_text";
              String list = kind == Kind.TEXT ? "content" : "summary";
              String part = ChatJson.MAPPER.writeValueAsString(String.join("", pieces));
              String parts =
                  pieces.isEmpty() ? "" : "{\"type\":\"" + type + "\",\"text\":" + part + "}";
              Item item =
                  new Item.Other(
                      "reasoning",
                      new RawFields("{\"id\":\"rs_up\",\"" + list + "\":[" + parts + "],\"x\":1}"));
              List<ModelDelta> deltas = new ArrayList<>();
              pieces.forEach(piece -> deltas.add(new ModelDelta.Reasoning(0, kind, piece)));
              deltas.add(new ModelDelta.ItemDone(0, item));
              return new Native(List.of(item), deltas);
            });
  }

  private static Arbitrary<Native> hosted() {
    Item item = new Item.Other("web_search_call", new RawFields("{\"id\":\"ws\",\"a\":{}}"));
    return Arbitraries.just(new Native(List.of(item), List.of(new ModelDelta.ItemDone(0, item))));
  }

  private static Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "a", " ", "\n", "\"", "\\", "{\"", "ü", "\u20ac", "\u2028", "\ud83d\ude00")
        .list()
        .ofMaxSize(6);
  }
}
