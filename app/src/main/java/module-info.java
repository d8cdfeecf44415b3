/** Use cases behind the in-ports, files, and the wiring that makes a program of it all. */
module dev.holdfast.app {
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires com.google.guice;
  requires dev.holdfast.adapters.cli;
  requires dev.holdfast.adapters.http;
  requires dev.holdfast.adapters.sqlite;
  requires dev.holdfast.domain;
  requires dev.holdfast.ports;
  requires jakarta.inject;
  requires jdk.security.auth;
  requires jtokkit;
  requires static org.jspecify;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  provides ch.qos.logback.classic.spi.Configurator with
      dev.holdfast.app.logging.StandardErrorLogging;
}
