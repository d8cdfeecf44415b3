package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.ports.out.env.LogControl;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The process around the use cases, with a configuration that a test writes and a log. */
final class ScriptedProcess implements ConfigurationSource, GatewayWishes, LogControl {

  /** What the process was asked to do. */
  final List<String> wished = new CopyOnWriteArrayList<>();

  /** What stands where the configuration is written. */
  volatile Reading written;

  /** What prevents a restart. */
  volatile List<Finding> prevents = List.of();

  /** What happens as soon as the process is asked to do something. */
  volatile Runnable whenWished = () -> {};

  private final Map<String, Level> levels = new ConcurrentHashMap<>();

  ScriptedProcess(Configuration first) {
    write(first);
  }

  void write(Configuration configuration) {
    written = new Reading.Valid(configuration, List.of());
  }

  @Override
  public String path() {
    return "/home/holdfast.json";
  }

  @Override
  public Reading read() {
    return written;
  }

  @Override
  public void stop() {
    wish("stop");
  }

  @Override
  public List<Finding> preventing(Configuration next) {
    return prevents;
  }

  @Override
  public void restart(Configuration next) {
    wish("restart as " + next.defaultAgent());
  }

  private void wish(String text) {
    whenWished.run();
    wished.add(text);
  }

  @Override
  public void reloaded() {
    wish("reloaded");
  }

  @Override
  public Level level(String logger) {
    return levels.getOrDefault(logger, Level.INFO);
  }

  @Override
  public void set(String logger, Level level) {
    levels.put(logger, level);
  }
}
