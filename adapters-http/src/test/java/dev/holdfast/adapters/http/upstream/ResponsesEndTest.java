package dev.holdfast.adapters.http.upstream;

import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.FUNCTION;
import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.MESSAGE;
import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.part;
import static dev.holdfast.adapters.http.upstream.ReaderUnderTest.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How an upstream's response ends")
final class ResponsesEndTest {

  private final ReaderUnderTest response = new ReaderUnderTest();

  @Test
  void what_came_before_the_end_need_not_be_said_by_it() throws Exception {
    response.added(0, "{" + MESSAGE + ",'content':[]}");
    response.text(0, "Hello");
    response.event("completed", "'response':{'status':'completed','output':[]}");

    assertThat(response.deltas)
        .endsWith(new ModelDelta.ItemDone(0, Item.message(Role.ASSISTANT, "Hello")));
    assertThat(response.only().items()).containsExactly(Item.message(Role.ASSISTANT, "Hello"));
  }

  @Test
  void what_was_told_stands_though_the_end_says_otherwise() throws Exception {
    response.text(0, "Hello ");
    response.done(0, "{" + MESSAGE + ",'content':[" + part("Hello") + "]}");
    response.completed("");

    assertThat(response.deltas)
        .containsExactly(
            told("Hello "), new ModelDelta.ItemDone(0, Item.message(Role.ASSISTANT, "Hello ")));
    assertThat(response.only().items()).containsExactly(Item.message(Role.ASSISTANT, "Hello "));
  }

  @Test
  void a_message_without_words_is_none() throws Exception {
    response.completed("{" + MESSAGE + ",'content':[]}");

    assertThat(response.only().items()).isEmpty();
    assertThat(response.deltas).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"max_output_tokens, LENGTH", "content_filter, CONTENT_FILTER", "other, LENGTH"})
  void an_incomplete_response_says_why(String reason, FinishReason finish) throws Exception {
    response.text(0, "Hel");
    assertThat(
            response.event(
                "incomplete",
                "'response':{'status':'incomplete','incomplete_details':{'reason':'"
                    + reason
                    + "'},'output':[]}"))
        .isTrue();

    assertThat(response.only())
        .isEqualTo(
            new Choice(List.of(Item.message(Role.ASSISTANT, "Hel")), finish, RawFields.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'input_tokens':9,'output_tokens':5,'total_tokens':14} | 9 | 5 | 0 | 0 | 0",
        "{'input_tokens':9,'output_tokens':5,'input_tokens_details':{'cached_tokens':4,"
            + "'cache_write_tokens':3},'output_tokens_details':{'reasoning_tokens':2}} |"
            + " 9 | 5 | 4 | 3 | 2",
        "{'input_tokens':-1,'output_tokens':'x','input_tokens_details':null} | 0 | 0 | 0 | 0 | 0"
      })
  void usage_is_read(
      String usage, long input, long output, long cached, long written, long reasoning)
      throws Exception {
    response.event("completed", "'response':{'output':[],'usage':" + usage + "}");

    assertThat(response.reader.answered().usage())
        .isEqualTo(
            new ModelOutcome.ReportedUsage.Known(
                new Usage(input, output, cached, written, reasoning, Usage.Source.REPORTED)));
  }

  @Test
  void no_usage_is_unknown() throws Exception {
    response.event("completed", "'response':{'output':[],'usage':null}");

    assertThat(response.reader.answered().usage())
        .isEqualTo(new ModelOutcome.ReportedUsage.Unknown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'response.failed','response':{'status':'failed','error':{'code':'server_error','message':'m'}}"
            + " | UPSTREAM_ERROR",
        "'response.failed','response':{'error':{'code':'rate_limit_exceeded','message':'m'}}"
            + " | UPSTREAM_RATE_LIMITED",
        "'response.failed','response':{'error':{'code':'context_length_exceeded','message':'m'}}"
            + " | UPSTREAM_CONTEXT_LENGTH",
        "'response.failed','response':{'error':{'code':'invalid_image_url','message':'m'}}"
            + " | UPSTREAM_REJECTED",
        "'response.failed','response':{'error':{'code':'vector_store_timeout','message':'m'}}"
            + " | UPSTREAM_TIMED_OUT",
        "'response.failed','response':{'status':'failed','error':null} | UPSTREAM_ERROR",
        "'response.cancelled','response':{'status':'cancelled'} | UPSTREAM_ERROR",
        "'error','code':'insufficient_quota','message':'m','param':null | UPSTREAM_QUOTA_EXCEEDED",
        "'error','error':{'type':'invalid_request_error','message':'m'} | UPSTREAM_REJECTED",
        "'','error':{'code':429,'message':'m'} | UPSTREAM_RATE_LIMITED",
      })
  void an_error_is_told_apart_from_an_answer(String event, FailureCause cause) throws Exception {
    response.text(0, "Hel");

    ReportedError error =
        catchThrowableOfType(ReportedError.class, () -> response.read("{'type':" + event + "}"));

    assertThat(UpstreamError.of(error.error()).cause(0)).isEqualTo(cause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'failed','error':{'code':'server_error'},'output':[]}",
        "{'error':{'code':'server_error'}}",
        "{'status':'failed','error':null,'output':[]}"
      })
  void a_whole_response_that_failed_is_an_error(String failed) {
    assertThatThrownBy(() -> response.whole(failed)).isInstanceOf(ReportedError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "[]",
        "{",
        "<html>",
        "{'choices':[{'index':0,'delta':{'content':'a'}}]}",
        "{'type':'response.output_item.added','output_index':0}",
        "{'type':'response.output_item.added','output_index':0,'item':{}}",
        "{'type':'response.output_item.added','output_index':-1,'item':{'type':'message'}}",
        "{'type':'response.output_item.done','output_index':1024,'item':{'type':'message'}}",
        "{'type':'response.output_item.done','output_index':0,'item':{'type':'function_call'}}",
        "{'type':'response.output_text.delta','output_index':0,'content_index':-1,'delta':'a'}",
        "{'type':'response.output_text.delta','output_index':0,'content_index':1024,'delta':'a'}",
        "{'type':'response.output_text.delta','output_index':0,'delta':5}",
        "{'type':'response.output_text.delta','output_index':0}",
        "{'type':'response.completed'}",
        "{'type':'response.completed','response':{'status':'queued','output':[]}}",
        "{'type':'response.completed','response':{'status':'completed'}}",
        "{'type':'response.completed','response':{'output':[5]}}",
      })
  void what_is_no_event_is_refused(String event) {
    assertThatThrownBy(() -> response.read(event)).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void an_item_keeps_its_type() throws Exception {
    response.text(0, "Hello");

    assertThatThrownBy(() -> response.arguments(0, "{}")).isInstanceOf(MalformedAnswer.class);
    assertThatThrownBy(() -> response.done(0, "{" + FUNCTION + "}"))
        .isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void an_answer_without_its_end_is_refused() throws Exception {
    response.text(0, "Hello");

    assertThat(response.reader.isFinished()).isFalse();
    assertThatThrownBy(response.reader::answered).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void what_is_kept_of_a_cut_answer_are_its_words() throws Exception {
    response.done(0, "{'type':'reasoning','summary':[]}");
    response.done(1, "{" + MESSAGE + ",'content':[" + part("First.") + "]}");
    response.text(2, "Let me ");
    response.text(2, "see");
    response.added(3, "{" + FUNCTION + "}");
    response.arguments(3, "{\\'a");

    assertThat(response.reader.partial())
        .containsExactly(
            Item.message(Role.ASSISTANT, "First."), Item.message(Role.ASSISTANT, "Let me see"));
  }
}
