package dev.holdfast.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/**
 * Logs to standard error, one line an event; standard output belongs to results. Written in code
 * because reading a configuration file would take a tenth of the start.
 */
public final class StandardErrorLogging extends ContextAwareBase implements Configurator {

  /** Made by logback, which finds it as a service. */
  public StandardErrorLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogSecrets secrets = new LogSecrets();
    secrets.attachTo(context);
    LogOutput output = new LogOutput(secrets);
    output.attachTo(context);
    LayoutBase<ILoggingEvent> layout = output.layout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("standard-error");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    // Libraries speak only when something is wrong.
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    // A command tells in words of its own what it does; a gateway has this raised.
    context.getLogger("dev.holdfast").setLevel(Level.ERROR);
    // Below this level it writes the credentials of providers down.
    context.getLogger("org.apache.hc.client5.http").setLevel(Level.WARN);
    // What a migration comes to is told by who wanted it, with the cause and without a trace.
    context.getLogger("org.flywaydb").setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
