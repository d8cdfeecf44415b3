import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A model provider on the loopback, so that the way to an upstream is trained, too. */
final class TrainingUpstream {

  static final String MODEL = "training/model";

  private static final String WHOLE =
      """
      {"id":"1","object":"chat.completion","created":1,"model":"model","choices":[{"index":0,\
      "message":{"role":"assistant","content":"An answer of a few words."},\
      "finish_reason":"stop"}],\
      "usage":{"prompt_tokens":9,"completion_tokens":6,"total_tokens":15}}\
      """;

  private static final String STREAMED =
      """
      data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

      data: {"id":"1","choices":[{"index":0,"delta":{"content":"An answer "}}]}

      data: {"id":"1","choices":[{"index":0,"delta":{"content":"of a few words."}}]}

      data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":6,"total_tokens":15}}

      data: [DONE]

      """;

  private TrainingUpstream() {}

  static HttpServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", TrainingUpstream::answer);
    server.start();
    return server;
  }

  static String configuration(HttpServer server) {
    return """
    {"providers": {"training": {"baseUrl": "http://127.0.0.1:%d/v1"}}}
    """
        .formatted(server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean streamed = request.contains("\"stream\":true");
    byte[] answer = (streamed ? STREAMED : WHOLE).getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("content-type", streamed ? "text/event-stream" : "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
