/** The HTTP server and the HTTP client to upstream models. No SQL, no policy. */
module dev.holdfast.adapters.http {
  requires transitive com.google.guice;
  requires transitive dev.holdfast.domain;
  requires dev.holdfast.ports;
  requires io.javalin;
  requires transitive jakarta.inject;
  requires jakarta.servlet;
  requires java.management;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.eclipse.jetty.ee10.servlet;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires static org.jspecify;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.holdfast.adapters.http;
}
