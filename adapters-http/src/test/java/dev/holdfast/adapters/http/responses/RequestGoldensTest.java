package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.ChatMessages;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.in.InputItem;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JsonGenerator;

/**
 * Each file holds a request and what becomes of it: what an upstream of chat completions is sent,
 * what one of the Responses API is sent, which input items are listed, and what the object repeats.
 */
@DisplayName("Requests for responses become what is written down")
class RequestGoldensTest {

  private static final String RESULT = "--- chat\n";
  private static final ProviderId UPSTREAM = ProviderId.of("up");

  @Test
  void there_are_requests() throws Exception {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(6);
  }

  @TestFactory
  Stream<DynamicTest> request() throws Exception {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> request(file)));
  }

  private static void request(Path file) throws IOException {
    String text = Files.readString(file);
    int result = text.indexOf(RESULT);

    assertThat(results(text.substring(0, result))).isEqualTo(text.substring(result));
  }

  /** What a request becomes, as it is written down. */
  static String results(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ResponseJudge.checked("ResponseRequest", body);
    ResponseRequest request = new ResponseRequestReader(Set.of()).read(bytes, bytes.length);
    List<OutputItem> input = new ArrayList<>();
    List<PromptItem> prompt = new ArrayList<>();
    for (InputItem given : request.items()) {
      Item item = ((InputItem.Given) given).item();
      input.add(new OutputItem(new EventId("e" + input.size()), item, Completeness.COMPLETE));
      prompt.add(new PromptItem(item, EventOrigin.client()));
    }
    String page = utf8(ResponseItems.page(Shown.of(input), ResponseItems.More.NONE));
    ResponseJudge.checked("ResponseItemList", page);
    ResponseHead head = Told.head(request.settings().json());
    String object = utf8(ResponseObject.without(head, new ResponseState.InProgress()).json());
    ResponseJudge.checked("Response", object);
    return RESULT
        + request.parameters().asChat().json()
        + "\n"
        + text(out -> chat(out, prompt))
        + "\n--- responses\n"
        + request.parameters().members().json()
        + "\n"
        + text(out -> ResponseItems.writePrompt(out, prompt, UPSTREAM))
        + "\n--- input items\n"
        + page
        + "\n--- object\n"
        + object
        + "\n";
  }

  private static void chat(JsonGenerator out, List<PromptItem> prompt) {
    ChatMessages.writePrompt(out, prompt, UPSTREAM);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String text(Consumer<JsonGenerator> writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      writing.accept(out);
    }
    return text.toString();
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    Path folder = Path.of(RequestGoldensTest.class.getResource("requests").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
