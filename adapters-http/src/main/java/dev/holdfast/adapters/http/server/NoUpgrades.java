package dev.holdfast.adapters.http.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets an attempt to speak WebSocket pass as the plain request it is otherwise. Javalin would
 * answer it itself, and no check of ours would see it.
 */
final class NoUpgrades extends Handler.Wrapper {

  private static final String ATTEMPT = "Sec-WebSocket-Version";

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Request plain = request.getHeaders().contains(ATTEMPT) ? new Plain(request) : request;
    return super.handle(plain, response, callback);
  }

  private static final class Plain extends Request.Wrapper {

    private final HttpFields headers;

    Plain(Request request) {
      super(request);
      this.headers = HttpFields.build(request.getHeaders()).remove(ATTEMPT).asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
