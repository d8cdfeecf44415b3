package dev.holdfast.app.endtoend;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

/**
 * The official client as its users use it.
 *
 * @param client what everything goes through
 */
record OpenAi(OpenAIClient client) implements AutoCloseable {

  /** A question of a conversation. */
  static ChatCompletionCreateParams.Builder in(String key) {
    return beside().putAdditionalHeader("x-holdfast-session-key", key);
  }

  /** A question beside every conversation. */
  static ChatCompletionCreateParams.Builder beside() {
    return ChatCompletionCreateParams.builder().model("holdfast");
  }

  /** Asks for a whole answer. */
  ChatCompletion whole(ChatCompletionCreateParams.Builder question) {
    return client.chat().completions().create(question.build());
  }

  /** Asks for a stream and joins its chunks as the client's own helper does. */
  ChatCompletion streamed(ChatCompletionCreateParams.Builder question) {
    ChatCompletionAccumulator joined = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(question.build())) {
      chunks.stream().forEach(joined::accumulate);
    }
    return joined.chatCompletion();
  }

  /** The text of an answer. */
  static String text(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElse("");
  }

  /** What a header of the answer says. */
  String header(ChatCompletionCreateParams.Builder question, String name) {
    try (HttpResponseFor<ChatCompletion> answer =
        client.chat().completions().withRawResponse().create(question.build())) {
      answer.parse();
      return String.join(", ", answer.headers().values(name));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
