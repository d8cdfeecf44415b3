package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAiResponses.SESSION_KEY;
import static dev.holdfast.app.endtoend.OpenAiResponses.ask;
import static dev.holdfast.app.endtoend.OpenAiResponses.reference;
import static dev.holdfast.app.endtoend.OpenAiResponses.send;
import static dev.holdfast.app.endtoend.OpenAiResponses.text;
import static dev.holdfast.app.endtoend.OpenAiResponses.tool;
import static dev.holdfast.app.endtoend.OpenAiResponses.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.http.HttpResponseFor;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseItem;
import com.openai.models.responses.WebSearchTool;
import com.openai.models.responses.inputitems.InputItemListPage;
import com.openai.models.responses.inputitems.InputItemListParams;
import com.openai.models.responses.inputitems.InputItemListParams.Order;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A stored response, by the official client")
final class StoredResponsesIT {

  @TempDir private static Path scratch;

  private static TestHome home;
  private static RunningGateway gateway;
  private static OpenAi client;
  private static OpenAiResponses responses;

  @BeforeAll
  static void start() throws InterruptedException {
    home = new TestHome(scratch);
    gateway = home.start();
    client = gateway.openAi();
    responses = OpenAiResponses.of(client);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    client.close();
    assertThat(gateway.stop().problems()).isEmpty();
  }

  private static BadRequestException refused(ResponseCreateParams.Builder request) {
    BadRequestException whole =
        catchThrowableOfType(BadRequestException.class, () -> responses.whole(request));
    BadRequestException streamed =
        catchThrowableOfType(BadRequestException.class, () -> responses.streamed(request));
    assertThat(streamed.code()).isEqualTo(whole.code());
    assertThat(streamed.param()).isEqualTo(whole.param());
    return whole;
  }

  private static NotFoundException missing(String id) {
    return catchThrowableOfType(NotFoundException.class, () -> responses.stored(id));
  }

  @Test
  void is_found_as_it_was_answered_whole_or_streamed() {
    Response whole = responses.whole(ask("Good morning."));
    Response streamed = responses.streamed(ask("Good morning.")).last();

    assertThat(responses.stored(whole.id())).isEqualTo(whole);
    assertThat(responses.stored(streamed.id())).isEqualTo(streamed);
  }

  @Test
  void is_gone_once_it_was_deleted_and_the_next_ones_stay() {
    Response first = responses.whole(ask("My name is Ann."));
    Response next = responses.whole(ask("What is my name?").previousResponseId(first.id()));

    client.client().responses().delete(first.id());

    assertThat(missing(first.id()).statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> client.client().responses().delete(first.id()))
        .isInstanceOf(NotFoundException.class);
    BadRequestException followed = refused(ask("And?").previousResponseId(first.id()));
    assertThat(followed.code()).contains("previous_response_not_found");
    assertThat(text(responses.whole(ask("Tell me my name.").previousResponseId(next.id()))))
        .contains("Ann");
  }

  @Test
  void is_none_if_the_request_says_so() {
    Response unstored = responses.whole(ask("Keep this for yourself.").store(false));

    assertThat(missing(unstored.id()).code()).isPresent();
    assertThat(refused(ask("And?").previousResponseId(unstored.id())).param())
        .contains("previous_response_id");
    assertThat(
            home.store()
                .rows("SELECT count(*) FROM responses WHERE response_id = '" + unstored.id() + "'"))
        .containsExactly("0");
  }

  @Test
  void lists_the_items_it_was_asked_with_page_by_page() {
    ResponseInputItem[] items =
        IntStream.rangeClosed(1, 7)
            .mapToObj(number -> user("item " + number))
            .toArray(ResponseInputItem[]::new);
    Response answer = responses.whole(send(items));

    InputItemListPage newestFirst = page(answer, InputItemListParams.builder().limit(3));
    InputItemListPage oldestFirst =
        page(answer, InputItemListParams.builder().order(Order.ASC).limit(2));

    assertThat(texts(newestFirst.data())).containsExactly("item 7", "item 6", "item 5");
    assertThat(newestFirst.hasNextPage()).isTrue();
    assertThat(newestFirst.response().validate().firstId()).startsWith("msg_");
    assertThat(texts(newestFirst.nextPage().data())).containsExactly("item 4", "item 3", "item 2");
    assertThat(texts(List.copyOf(newestFirst.autoPager().stream().toList())))
        .containsExactly("item 7", "item 6", "item 5", "item 4", "item 3", "item 2", "item 1");
    assertThat(texts(oldestFirst.autoPager().stream().toList()))
        .containsExactly("item 1", "item 2", "item 3", "item 4", "item 5", "item 6", "item 7");
    assertThat(ids(oldestFirst.autoPager().stream().toList())).doesNotHaveDuplicates().hasSize(7);
  }

  @Test
  void lists_what_was_new_in_the_request() {
    Response first = responses.whole(ask("My name is Ann."));
    Response next = responses.whole(ask("What is my name?").previousResponseId(first.id()));

    List<ResponseItem> items =
        page(next, InputItemListParams.builder().order(Order.ASC)).autoPager().stream().toList();

    assertThat(items).allMatch(ResponseItem::isValid);
    assertThat(texts(items)).containsExactly("What is my name?");
  }

  private static InputItemListPage page(Response of, InputItemListParams.Builder asked) {
    return client.client().responses().inputItems().list(of.id(), asked.build());
  }

  private static List<String> texts(List<ResponseItem> items) {
    return items.stream().map(StoredResponsesIT::words).toList();
  }

  private static String words(ResponseItem item) {
    return item.responseInputMessageItem()
        .map(message -> message.content().getFirst().asInputText().text())
        .orElseGet(() -> item.asResponseOutputMessage().content().getFirst().asOutputText().text());
  }

  private static List<String> ids(List<ResponseItem> items) {
    return items.stream().map(item -> item.asResponseInputMessageItem().id()).toList();
  }

  @Test
  void gives_its_items_to_whoever_names_them() {
    Response told = responses.whole(ask("The secret word is plum."));
    String answered = told.output().getFirst().asMessage().id();
    String asked = ids(page(told, InputItemListParams.builder()).data()).getFirst();

    Response by =
        responses.whole(
            send(reference(asked), reference(answered), user("What is the secret word?")));

    assertThat(text(by)).contains("plum");
    assertThat(texts(page(by, InputItemListParams.builder().order(Order.ASC)).data()))
        .containsExactly("The secret word is plum.", text(told), "What is the secret word?");
    BadRequestException unknown = refused(send(reference("msg_nobody"), user("Hello")));
    assertThat(unknown.param()).hasValueSatisfying(param -> assertThat(param).startsWith("input"));
  }

  @Test
  void of_a_session_says_in_headers_where_it_belongs() {
    ResponseCreateParams request =
        ask("My name is Ann.").putAdditionalHeader(SESSION_KEY, "headers").build();
    try (HttpResponseFor<Response> answer =
        client.client().responses().withRawResponse().create(request)) {
      Response response = answer.parse();

      assertThat(answer.headers().values(SESSION_KEY)).containsExactly("agent:main:headers");
      assertThat(answer.headers().values("x-holdfast-session-id")).hasSize(1);
      assertThat(answer.headers().values("x-holdfast-turn-id").getFirst()).startsWith("turn_");
      assertThat(answer.headers().values("x-holdfast-route")).containsExactly("demo/demo");
      assertThat(answer.headers().values("x-request-id").getFirst()).startsWith("req_");
      assertThat(responses.stored(response.id())).isEqualTo(response);
    }
  }

  @Test
  void of_a_session_is_followed_by_the_key_or_by_its_id() throws InterruptedException {
    Response first =
        responses.whole(ask("My name is Ann.").putAdditionalHeader(SESSION_KEY, "ann"));
    Response byKey =
        responses.whole(ask("What is my name?").putAdditionalHeader(SESSION_KEY, "ann"));
    Response byId = responses.whole(ask("Tell me my name.").previousResponseId(byKey.id()));
    Response branched = responses.whole(ask("Who am I?").previousResponseId(first.id()));

    assertThat(text(byKey)).contains("Ann");
    assertThat(text(byId)).contains("Ann");
    assertThat(Json.lines(home.session("ann")))
        .containsExactly(
            "user: My name is Ann.",
            "assistant: " + text(first),
            "user: Who am I?",
            "assistant: " + text(branched));
    BadRequestException otherKey =
        refused(
            ask("Hello").previousResponseId(first.id()).putAdditionalHeader(SESSION_KEY, "ben"));
    assertThat(otherKey.param()).contains("previous_response_id");
  }

  @Test
  void that_nobody_made_is_told_by_the_clients_own_exceptions() {
    BadRequestException followed = refused(ask("And?").previousResponseId("resp_nobody"));
    NotFoundException found = missing("resp_nobody");
    OpenAIServiceException cancelled =
        catchThrowableOfType(
            OpenAIServiceException.class, () -> client.client().responses().cancel("resp_nobody"));
    NotFoundException listed =
        catchThrowableOfType(
            NotFoundException.class,
            () -> client.client().responses().inputItems().list("resp_nobody"));

    assertThat(followed.code()).contains("previous_response_not_found");
    assertThat(followed.param()).contains("previous_response_id");
    assertThat(found.statusCode()).isEqualTo(404);
    assertThat(cancelled.statusCode()).isEqualTo(404);
    assertThat(listed.statusCode()).isEqualTo(404);
  }

  @Test
  void is_not_made_where_a_request_asks_for_what_cannot_be_done() {
    BadRequestException hosted =
        refused(
            ask("Search.")
                .addTool(tool("get_weather"))
                .addTool(WebSearchTool.builder().type(WebSearchTool.Type.WEB_SEARCH).build()));
    BadRequestException conversation = refused(ask("Hello").conversation("conv_1"));
    NotFoundException unknown =
        catchThrowableOfType(
            NotFoundException.class, () -> responses.whole(ask("Hello").model("no/model")));
    try (OpenAi stranger = gateway.openAi("not-the-token")) {
      assertThatThrownBy(() -> OpenAiResponses.of(stranger).whole(ask("Hello")))
          .isInstanceOf(UnauthorizedException.class);
    }

    assertThat(hosted.code()).contains("unsupported_tool");
    assertThat(hosted.param()).contains("tools[1].type");
    assertThat(conversation.code()).contains("unsupported_parameter");
    assertThat(conversation.param()).contains("conversation");
    assertThat(unknown.code()).contains("model_not_found");
    assertThat(unknown.param()).contains("model");
  }
}
