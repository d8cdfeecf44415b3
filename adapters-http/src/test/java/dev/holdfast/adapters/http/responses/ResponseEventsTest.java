package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelDelta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The events of a streamed response")
class ResponseEventsTest {

  @Test
  void are_json_each() {
    List<String> told = new ArrayList<>();
    TurnId turn = new TurnId("turn_1");
    ResponseHead head =
        new ResponseHead(
            new ResponseId("resp_1"),
            new PreviousResponse.None(),
            RawFields.NONE,
            "openai/gpt-5.5",
            Instant.ofEpochSecond(1));
    ResponseEvents events =
        new ResponseEvents((name, json) -> told.add(new String(json, StandardCharsets.UTF_8)));
    events.created(head, new ResponseState.InProgress());
    ResponseEvents.Answering answering = events.inProgress(head, turn);
    answering.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
    answering.delta(new ModelDelta.ToolCallBegun(0, 0, "call_1", "f", RawFields.NONE));
    answering.ended(
        new ResponseObject(
            head,
            new ResponseState.Answered(
                FinishReason.TOOL_CALLS, Usage.estimated(1, 2), Instant.ofEpochSecond(2)),
            OutputItem.ofAnswer(
                turn,
                List.of(
                    Item.message(Role.ASSISTANT, "Hello"),
                    new Item.ToolCall("call_1", "f", "{}", RawFields.NONE))),
            RawFields.NONE));

    assertThat(told).allSatisfy(json -> assertThat(ChatJson.MAPPER.readTree(json)).isNotNull());
  }
}
