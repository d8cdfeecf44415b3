package dev.holdfast.app.bench;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.holdfast.app.bench.Target.Mode;
import java.io.IOException;

/** What a caller asks with; for one thread. */
interface Client extends AutoCloseable {

  /** A question that can be asked again and again. */
  interface Question {

    /** Asks and reads the whole answer. */
    void ask() throws IOException, InterruptedException;
  }

  /**
   * Prepares a question.
   *
   * @param key the session, empty for none
   */
  Question about(String key);

  @Override
  void close() throws IOException;

  /** A kind of client. */
  enum Kind {
    /**
     * What users call with. Client and stub take a good part of the machine then, as they do in
     * measurements that others publish.
     */
    SDK("the official Java SDK"),

    /** As little as can be: nearly everything that is measured is the server. */
    BARE("bare sockets");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    Client connect(Target target) throws IOException {
      return switch (this) {
        case SDK -> Sdk.of(target);
        case BARE -> new Bare(target, new LoadConnection(target.port()));
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** A socket and prepared bytes. */
  record Bare(Target target, LoadConnection connection) implements Client {

    @Override
    public Question about(String key) {
      byte[] request = target.chat(key, Mode.WHOLE);
      return () -> connection.exchange(request);
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  /** The official SDK with its defaults, but without retries: a request that fails must show. */
  record Sdk(OpenAIClient openAi) implements Client {

    static Sdk of(Target target) {
      return new Sdk(
          OpenAIOkHttpClient.builder()
              .baseUrl("http://127.0.0.1:" + target.port() + "/v1")
              .apiKey(target.token().isEmpty() ? "none" : target.token())
              .maxRetries(0)
              .build());
    }

    @Override
    public Question about(String key) {
      ChatCompletionCreateParams.Builder builder =
          ChatCompletionCreateParams.builder().model(Target.MODEL).addUserMessage(Target.QUESTION);
      if (!key.isEmpty()) {
        builder.putAdditionalHeader("x-holdfast-session-key", key);
      }
      ChatCompletionCreateParams request = builder.build();
      return () -> openAi.chat().completions().create(request);
    }

    @Override
    public void close() {
      openAi.close();
    }
  }
}
