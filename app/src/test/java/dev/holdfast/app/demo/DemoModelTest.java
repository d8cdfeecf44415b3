package dev.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Answered;
import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The demo model")
final class DemoModelTest {

  @ParameterizedTest
  @CsvSource({
    "Hello there, 'You said: \"Hello there\"'",
    "'My name is Ann. ', 'You said: \"My name is Ann.\"'",
    "What is the time?, 'I do not find that in our conversation. You asked: \"What is the time?\"'",
    "' ', I got a message without words.",
  })
  void it_answers_one_text_to_any_message(String said, String answer) {
    assertThat(DemoTalk.user(said).text()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "What is my name?, My name is Ann.",
    "what's my NAME, My name is Ann.",
    "Tell me my name., My name is Ann.",
    "Which colour do I like?, I like the colour teal.",
    "How old is my dog?, 'My dog Rex is 7.5 years old!'",
    "Where do I live?, I live in Oslo.",
    "What did I just say?, I live in Oslo.",
  })
  void it_recalls_what_was_said(String question, String sentence) {
    DemoTalk talk =
        DemoTalk.user("My name is Ann. I like the colour teal.")
            .thenAssistant("You said: \"My name is Ann. I like the colour teal.\"")
            .thenUser("My dog Rex is 7.5 years old!")
            .thenUser("I live in Bergen.")
            .thenUser("I live in Oslo.")
            .thenUser(question);

    assertThat(talk.text()).isEqualTo("You told me: \"" + sentence + "\"");
  }

  @Test
  void it_recalls_from_the_question_itself_from_instructions_tools_and_its_own_words() {
    assertThat(DemoTalk.user("My name is Bo. What is my name?").text())
        .isEqualTo("You told me: \"My name is Bo.\"");
    assertThat(
            DemoTalk.message(Role.SYSTEM, ContentPart.text("The secret word is plum."))
                .thenUser("What is the secret word?")
                .text())
        .isEqualTo("My instructions say: \"The secret word is plum.\"");
    assertThat(
            DemoTalk.user("hi")
                .thenCall("c", "weather")
                .thenResult("c", "Sunny in Rome")
                .thenUser("How is Rome?")
                .text())
        .isEqualTo("A tool told me: \"Sunny in Rome\"");
    assertThat(
            DemoTalk.user("hi").thenAssistant("Plums are blue.").thenUser("Are plums blue?").text())
        .isEqualTo("I said: \"Plums are blue.\"");
  }

  @Test
  void what_it_never_heard_it_does_not_know() {
    assertThat(DemoTalk.user("What is my name?").thenUser("What is my name?").text())
        .startsWith("I do not find that in our conversation.");
  }

  @ParameterizedTest
  @EnumSource
  void it_answers_to_every_role(Role role) {
    assertThat(DemoTalk.message(role, ContentPart.text("x")).text()).endsWith("\"x\"");
  }

  @Test
  void it_names_what_is_attached() {
    DemoTalk talk =
        DemoTalk.message(
            Role.USER,
            ContentPart.text("Look."),
            new ContentPart.Image("data:image/png;base64,aGVsbG8=", RawFields.NONE),
            new ContentPart.Image("https://example.com/a.png", RawFields.NONE),
            new ContentPart.File("a.txt", "data:text/plain,a%20b", RawFields.NONE),
            new ContentPart.File("b.bin", "QQ==", RawFields.NONE),
            new ContentPart.File("", "", RawFields.NONE),
            new ContentPart.Other("input_audio", RawFields.NONE));

    assertThat(talk.text())
        .isEqualTo(
            "I see an image (image/png, 5 bytes) and an image at an address that is not fetched and"
                + " a file a.txt (text/plain, 3 bytes) and a file b.bin (unknown type, 1 byte) and"
                + " a file without a name that is not here and a part of type input_audio. You"
                + " said: \"Look.\"");
  }

  @Test
  void the_same_call_always_gets_the_same_answer() {
    assertThat(DemoTalk.user("Hello?").answered()).isEqualTo(DemoTalk.user("Hello?").answered());
  }

  @Test
  void a_long_text_is_quoted_in_part() {
    assertThat(DemoTalk.user("\uD83D\uDE00".repeat(5_000)).text())
        .hasSizeLessThan(1_100)
        .endsWith("\uD83D\uDE00…\"");
  }

  @ParameterizedTest
  @CsvSource({"Hello there my friend", "x"})
  void deltas_are_several_and_join_to_the_answer(String said) {
    DemoTalk talk = DemoTalk.user(said);

    String text = talk.text();

    assertThat(talk.deltas()).hasSizeGreaterThan(1);
    assertThat(
            talk.deltas().stream()
                .map(delta -> ((ModelDelta.Text) delta).text())
                .collect(Collectors.joining()))
        .isEqualTo(text);
  }

  @Test
  void a_whole_answer_is_the_same_and_told_at_once() {
    DemoTalk talk = DemoTalk.user("Hello there");

    assertThat(talk.outcome(Delivery.WHOLE)).isEqualTo(DemoTalk.user("Hello there").answered());
    assertThat(talk.deltas()).isEmpty();
  }

  @Test
  void usage_is_counted() {
    Answered answered = DemoTalk.user("one two").thenUser("three").answered();

    assertThat(answered.usage())
        .isEqualTo(
            new ModelOutcome.ReportedUsage.Known(new Usage(9, 6, 0, 0, 0, Usage.Source.REPORTED)));
  }

  @ParameterizedTest
  @CsvSource({
    "{'max_tokens':3},            'You said: \"a '",
    "{'max_completion_tokens':2}, 'You said: '",
    "{'max_completion_tokens':9}, 'You said: \"a b c\"'",
    "{'max_tokens':0},            'You '",
    "{'max_tokens':null},         'You said: \"a b c\"'",
  })
  void a_bound_on_tokens_ends_the_answer(String parameters, String text) {
    Answered answered = DemoTalk.user("a b c").with(parameters).answered();

    assertThat(answered.choices().getFirst().items())
        .containsExactly(Item.message(Role.ASSISTANT, text));
    assertThat(answered.choices().getFirst().finish())
        .isEqualTo(text.endsWith("\"") ? FinishReason.STOP : FinishReason.LENGTH);
  }

  @Test
  void several_choices_are_told_side_by_side() {
    DemoTalk talk = DemoTalk.user("hi").with("{'n':2}");

    assertThat(talk.answered().choices()).hasSize(2);
    assertThat(talk.deltas()).extracting(ModelDelta::choice).startsWith(0, 1, 0, 1);
  }

  @Test
  void it_refuses_when_told_to() {
    DemoTalk talk = DemoTalk.user("Please demo:refuse this.");

    assertThat(talk.items())
        .containsExactly(
            new Item.Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.Refusal(
                        "I refuse, because the message says demo:refuse.", RawFields.NONE)),
                RawFields.NONE));
    assertThat(talk.deltas()).allMatch(ModelDelta.Refusal.class::isInstance);
  }

  @Test
  void it_stops_half_way_for_its_length_when_told_to() {
    Answered answered = DemoTalk.user("demo:length a b").answered();

    assertThat(answered.choices().getFirst().finish()).isEqualTo(FinishReason.LENGTH);
    assertThat(answered.choices().getFirst().items())
        .containsExactly(Item.message(Role.ASSISTANT, "You said: "));
  }

  @ParameterizedTest
  @EnumSource
  void it_fails_in_the_middle_when_told_to(Delivery delivery) {
    DemoTalk talk = DemoTalk.user("Now demo:fail please");

    ModelOutcome outcome = talk.outcome(delivery);

    assertThat(outcome).isInstanceOf(ModelOutcome.Failed.class);
    assertThat(((ModelOutcome.Failed) outcome).failure().cause())
        .isEqualTo(FailureCause.UPSTREAM_BROKEN_OFF);
    assertThat(talk.deltas())
        .hasSize(
            switch (delivery) {
              case STREAMED -> 2;
              case WHOLE -> 0;
            });
  }

  @Test
  void a_stage_direction_of_an_earlier_message_is_over() {
    assertThat(DemoTalk.user("demo:fail").thenUser("hi").text()).isEqualTo("You said: \"hi\"");
  }

  @Test
  void a_slow_answer_can_be_cancelled() throws Exception {
    CompletableFuture<ModelOutcome> outcome = new CompletableFuture<>();
    DemoTalk talk = DemoTalk.user("demo:slow");
    Generation generation = talk.generation(Delivery.STREAMED);
    Thread.ofVirtual().start(() -> outcome.complete(generation.run()));

    assertThat(outcome).isNotDone();
    generation.cancel();

    assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(ModelOutcome.Cancelled.class);
  }

  @Test
  void what_was_told_of_a_cancelled_answer_is_kept() {
    DemoTalk talk = DemoTalk.user("Hello there");
    Generation[] generation = new Generation[1];
    generation[0] =
        talk.generation(
            Delivery.STREAMED,
            delta -> {
              if (delta instanceof ModelDelta.Text text && text.text().equals("said: ")) {
                generation[0].cancel();
              }
            });

    assertThat(generation[0].run())
        .isEqualTo(new ModelOutcome.Cancelled(List.of(Item.message(Role.ASSISTANT, "You said: "))));
  }

  @Test
  void a_slow_answer_respects_the_time_limit() {
    ModelOutcome outcome =
        DemoTalk.user("demo:slow").within(Duration.ofMillis(50)).outcome(Delivery.WHOLE);

    assertThat(((ModelOutcome.Failed) outcome).failure().cause())
        .isEqualTo(FailureCause.UPSTREAM_TIMED_OUT);
  }

  @Test
  void a_generation_runs_once() {
    Generation generation = DemoTalk.user("hi").generation(Delivery.WHOLE);
    generation.run();

    assertThatThrownBy(generation::run).isInstanceOf(IllegalStateException.class);
  }
}
