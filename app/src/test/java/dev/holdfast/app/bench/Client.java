package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Target.Mode;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

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
     * The client of the official SDK, as an application would use it. Client and stub take a good
     * part of the machine then, as they do in measurements that others publish. Not the JDK's
     * client: under this load it sometimes loses an answer, without a gateway too.
     */
    LIBRARY("OkHttp"),

    /** As little as can be: nearly everything that is measured is the server. */
    BARE("bare sockets");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    Client connect(Target target) throws IOException {
      return switch (this) {
        case LIBRARY -> new Library(target, new OkHttpClient());
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

  /** OkHttp with its defaults, and one connection. */
  record Library(Target target, OkHttpClient http) implements Client {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int OK = 200;

    @Override
    public Question about(String key) {
      Request.Builder builder =
          new Request.Builder()
              .url("http://127.0.0.1:" + target.port() + "/v1/chat/completions")
              .post(RequestBody.create(Target.body(Mode.WHOLE), JSON));
      if (!target.token().isEmpty()) {
        builder.header("authorization", "Bearer " + target.token());
      }
      if (!key.isEmpty()) {
        builder.header("x-holdfast-session-key", key);
      }
      Request request = builder.build();
      return () -> ask(request);
    }

    private void ask(Request request) throws IOException {
      try (Response answer = http.newCall(request).execute()) {
        String body = answer.body().string();
        if (answer.code() != OK) {
          throw new IOException("not answered: " + answer.code() + ' ' + body);
        }
      }
    }

    @Override
    public void close() {
      http.connectionPool().evictAll();
    }
  }
}
