package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import java.util.List;

/** Streams as models tell them, by their names. */
final class StreamScenes {

  private static final String NOTHING = "{}";

  private StreamScenes() {}

  static Told play(String scene) {
    return switch (scene) {
      case "text" ->
          answer(List.of(text("Hel"), text("lo, \"Ann\" ☺\n")), said("Hello, \"Ann\" ☺\n"));
      case "one call" ->
          called(
              List.of(begun(0, "add", NOTHING), more(0, "{\"a\":1,"), more(0, "\"b\":2}")),
              call(0, "add", "{\"a\":1,\"b\":2}", NOTHING));
      case "call without arguments" ->
          called(List.of(begun(0, "now", NOTHING)), call(0, "now", "", NOTHING));
      case "parallel calls" ->
          called(
              List.of(
                  text("Both."),
                  begun(0, "add", NOTHING),
                  begun(1, "sub", NOTHING),
                  more(1, "{\"a\""),
                  more(0, "{}"),
                  more(1, ":1}")),
              said("Both."),
              call(0, "add", "{}", NOTHING),
              call(1, "sub", "{\"a\":1}", NOTHING));
      case "custom call" ->
          called(
              List.of(begun(0, "sh", "{\"type\":\"custom\"}"), more(0, "ls"), more(0, " -l")),
              call(0, "sh", "ls -l", "{\"type\":\"custom\"}"));
      case "refusal" ->
          answer(
              List.of(new ModelDelta.Refusal(0, "I "), new ModelDelta.Refusal(0, "will not.")),
              new Item.Message(
                  Role.ASSISTANT,
                  List.of(new ContentPart.Refusal("I will not.", RawFields.NONE)),
                  RawFields.NONE));
      case "thoughts of a chat upstream" ->
          answer(
              List.of(thought("Let me "), thought("see."), text("4")),
              new Item.Message(
                  Role.ASSISTANT,
                  List.of(ContentPart.text("4")),
                  new RawFields("{\"reasoning_content\":\"Let me see.\"}")));
      case "thoughts before a call" ->
          called(
              List.of(thought("Add."), begun(0, "add", NOTHING), more(0, "{}")),
              new Item.Message(
                  Role.ASSISTANT, List.of(), new RawFields("{\"reasoning_content\":\"Add.\"}")),
              call(0, "add", "{}", NOTHING));
      case "sealed thoughts" -> sealedThoughts();
      case "hosted search" -> hostedSearch();
      case "nothing said" ->
          Told.answer(NOTHING, List.of(), Told.completed(FinishReason.STOP, NOTHING, NOTHING));
      case "too long" ->
          Told.answer(
              "{\"max_output_tokens\":16}",
              List.of(text("Once upon")),
              Told.completed(FinishReason.LENGTH, NOTHING, NOTHING, said("Once upon")));
      case "filtered" ->
          Told.answer(
              NOTHING,
              List.of(text("Well")),
              Told.completed(FinishReason.CONTENT_FILTER, NOTHING, NOTHING, said("Well")));
      case "fails after text" -> failsAfterText();
      case "character cut in two" ->
          answer(List.of(text("\ud83d"), text("\ude00!")), said("\ud83d\ude00!"));
      case "log probabilities" -> logProbabilities();
      case "not told in pieces" -> called(List.of(), said("Hello"), call(0, "add", "{}", NOTHING));
      case "waits" -> waits();
      default -> throw new IllegalArgumentException("no scene is called " + scene);
    };
  }

  private static Told sealedThoughts() {
    Item sealed =
        new Item.Other(
            "reasoning",
            new RawFields(
                "{\"id\":\"rs_up\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Adding.\"}],"
                    + "\"encrypted_content\":\"gAAA\"}"));
    Item first = said("First.");
    Item second =
        new Item.Message(
            Role.ASSISTANT,
            List.of(
                new ContentPart.Text(
                    "Then.",
                    new RawFields(
                        "{\"holdfast:responses\":{\"annotations\":[{\"type\":\"x\"}]}}"))),
            new RawFields("{\"holdfast:responses\":{\"phase\":\"final_answer\"}}"));
    return answer(
        List.of(
            new ModelDelta.Reasoning(0, Kind.SUMMARY, "Add"),
            new ModelDelta.Reasoning(0, Kind.SUMMARY, "ing."),
            new ModelDelta.ItemDone(0, sealed),
            text("First."),
            new ModelDelta.ItemDone(0, first),
            text("Then."),
            new ModelDelta.ItemDone(0, second)),
        sealed,
        first,
        second);
  }

  private static Told hostedSearch() {
    Item search =
        new Item.Other(
            "web_search_call",
            new RawFields(
                "{\"id\":\"ws_1\",\"status\":\"completed\",\"action\":{\"query\":\"x\"}}"));
    return answer(
        List.of(new ModelDelta.ItemDone(0, search), text("Found.")), search, said("Found."));
  }

  private static Told failsAfterText() {
    Told told = new Told();
    ResponseEvents.Answering answering = told.begin(Told.head(NOTHING));
    answering.delta(text("Hel"));
    answering.failed(
        new ResponseError(
            ResponseError.Code.SERVER_ERROR, "upstream_broken_off", "The upstream broke off."));
    return told;
  }

  private static Told waits() {
    Told told = new Told();
    ResponseEvents stream = new ResponseEvents(told);
    ResponseHead head = Told.head("{\"background\":true}");
    stream.created(head, new ResponseState.Queued());
    stream.queued(head);
    ResponseEvents.Answering answering = stream.inProgress(head, Told.TURN);
    answering.delta(text("Done"));
    answering.ended(
        ResponseObject.of(head, Told.completed(FinishReason.STOP, NOTHING, NOTHING, said("Done"))));
    return told;
  }

  private static Told logProbabilities() {
    String first = "{\"token\":\"Hel\",\"logprob\":-0.25,\"bytes\":[72],\"top_logprobs\":[]}";
    String second =
        "{\"token\":\"lo\",\"logprob\":-1.5,\"bytes\":null,"
            + "\"top_logprobs\":[{\"token\":\"p\",\"logprob\":-2}]}";
    return Told.answer(
        "{\"top_logprobs\":1,\"include\":[\"message.output_text.logprobs\"]}",
        List.of(
            new ModelDelta.Text(0, "Hel", logprobs(first)),
            new ModelDelta.Text(0, "lo", logprobs(second))),
        Told.completed(
            FinishReason.STOP,
            logprobs(first + "," + second).json(),
            "{\"service_tier\":\"flex\",\"system_fingerprint\":\"fp\"}",
            said("Hello")));
  }

  private static RawFields logprobs(String tokens) {
    return new RawFields("{\"logprobs\":{\"content\":[" + tokens + "]}}");
  }

  private static Told answer(List<ModelDelta> deltas, Item... items) {
    return Told.answer(NOTHING, deltas, Told.completed(FinishReason.STOP, NOTHING, NOTHING, items));
  }

  private static Told called(List<ModelDelta> deltas, Item... items) {
    return Told.answer(
        NOTHING, deltas, Told.completed(FinishReason.TOOL_CALLS, NOTHING, NOTHING, items));
  }

  private static Item said(String text) {
    return Item.message(Role.ASSISTANT, text);
  }

  private static Item call(int index, String name, String arguments, String extra) {
    return new Item.ToolCall("call_" + index, name, arguments, new RawFields(extra));
  }

  private static ModelDelta text(String piece) {
    return new ModelDelta.Text(0, piece, RawFields.NONE);
  }

  private static ModelDelta thought(String piece) {
    return new ModelDelta.Other(0, new RawFields("{\"reasoning_content\":\"" + piece + "\"}"));
  }

  private static ModelDelta begun(int index, String name, String extra) {
    return new ModelDelta.ToolCallBegun(0, index, "call_" + index, name, new RawFields(extra));
  }

  private static ModelDelta more(int index, String fragment) {
    return new ModelDelta.ToolCallArguments(0, index, fragment);
  }
}
