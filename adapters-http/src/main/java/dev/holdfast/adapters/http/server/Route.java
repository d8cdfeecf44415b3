package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.Scope;
import java.io.IOException;

/**
 * One operation of the server.
 *
 * @param method the HTTP method
 * @param path the path as Javalin writes patterns, without a trailing slash
 * @param access who may call it, and what answers
 */
record Route(Method method, String path, Access access) {

  /** The HTTP methods of the operations. */
  enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS
  }

  /** Who may call an operation. */
  sealed interface Access {

    /** Everybody who may reach the server. */
    record Open(OpenEndpoint endpoint) implements Access {}

    /** Whoever shows a token that permits the scope, once the gateway is ready. */
    record Guarded(Scope scope, GuardedEndpoint endpoint) implements Access {}
  }

  /** Answers requests without a token. */
  interface OpenEndpoint {

    /**
     * Answers the request.
     *
     * @throws HttpProblem if the request is turned down and nothing was answered yet
     * @throws IOException if the client is gone
     */
    void answer(Exchange exchange) throws IOException;
  }

  /** Answers requests of a proven caller. */
  interface GuardedEndpoint {

    /**
     * Answers the request.
     *
     * @throws HttpProblem if the request is turned down and nothing was answered yet
     * @throws IOException if the client is gone
     */
    void answer(Exchange exchange, Caller caller) throws IOException;

    /**
     * Takes notice of a caller whose token does not permit the scope; it hears so from the gate.
     */
    default void turnedAway(Exchange exchange, Caller caller) {}
  }
}
