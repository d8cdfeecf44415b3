package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Target.Mode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

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
     * The JDK's, as an application would use it. Client and stub take most of the machine then, as
     * they do in measurements that others publish.
     */
    OF_JDK("the JDK's HTTP client"),

    /** As little as can be: nearly everything that is measured is the server. */
    BARE("bare sockets");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    Client connect(Target target) throws IOException {
      return switch (this) {
        case OF_JDK -> new OfJdk(target);
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

  /** {@code java.net.http}. */
  final class OfJdk implements Client {

    private static final int OK = 200;

    /** Shared by all callers, as in an application. */
    private static final HttpClient SHARED =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Target target;

    OfJdk(Target target) {
      this.target = target;
    }

    @Override
    public Question about(String key) {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + target.port() + "/v1/chat/completions"))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Target.body(Mode.WHOLE)));
      if (!target.token().isEmpty()) {
        builder.header("authorization", "Bearer " + target.token());
      }
      if (!key.isEmpty()) {
        builder.header("x-holdfast-session-key", key);
      }
      HttpRequest request = builder.build();
      return () -> ask(request);
    }

    private static void ask(HttpRequest request) throws IOException, InterruptedException {
      HttpResponse<String> answer = SHARED.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IOException("not answered: " + answer.statusCode() + ' ' + answer.body());
      }
    }

    @Override
    public void close() {
      // The connections are kept for the next callers.
    }
  }
}
