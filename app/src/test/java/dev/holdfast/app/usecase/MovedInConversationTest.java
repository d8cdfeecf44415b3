package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.in.TurnRequest.Target;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A turn after a conversation was moved in")
class MovedInConversationTest {

  private final TurnFixture fixture = TurnFixture.started();

  @Test
  void follows_it_though_its_client_sends_only_what_is_new() {
    fixture.run(
        TurnFixture.request(
            new Target.ByKey(TurnFixture.KEY),
            "holdfast",
            List.of(
                Item.message(Role.USER, "2 + 2?"),
                Item.message(Role.ASSISTANT, "4"),
                Item.message(Role.USER, "My name is Eve."))));

    fixture.say("What is my name?");

    assertThat(fixture.transcript())
        .containsExactly(
            "USER:2 + 2?",
            "ASSISTANT:4",
            "USER:My name is Eve.",
            "ASSISTANT:ok",
            "USER:What is my name?",
            "ASSISTANT:ok");
  }
}
