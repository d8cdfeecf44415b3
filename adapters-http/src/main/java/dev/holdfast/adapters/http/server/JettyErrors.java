package dev.holdfast.adapters.http.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty itself turns down before any route sees them. */
final class JettyErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Problem problem = problem(response.getStatus());
    response.setStatus(problem.row().status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(problem.body()), callback);
    return true;
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 431 ->
          Problem.of(RequestFault.HEADERS_TOO_LARGE, "The headers of the request are too long.");
      case 408 -> Problem.of(RequestFault.BODY_TOO_SLOW, "The request did not arrive in time.");
      default ->
          status == 500
              ? Problem.of(RequestFault.INTERNAL, "The gateway failed. Its log has the reason.")
              : Problem.of(RequestFault.BAD_REQUEST, "The request is not valid HTTP/1.1.");
    };
  }
}
