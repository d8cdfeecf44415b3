package dev.holdfast.adapters.cli;

import dev.holdfast.ports.out.env.Progress;
import java.io.PrintStream;
import java.util.List;

/** Prints the envelope that {@code package-info} describes, all of it on standard output. */
final class JsonPrinter implements Printer {

  private final PrintStream out;
  private final NamedHome home;
  private boolean inEvents;

  JsonPrinter(PrintStream out, NamedHome home) {
    this.out = out;
    this.home = home;
  }

  @Override
  public void event(String name, JsonObject data, Page page) {
    inEvents = true;
    print(new JsonObject().put("ok", true).put("event", name).put("data", data));
  }

  @Override
  public void warning(String name, JsonObject data, Page page) {
    event(name, data, page);
  }

  @Override
  public Progress progress() {
    return Progress.SILENT;
  }

  @Override
  public boolean isHeard() {
    return !out.checkError();
  }

  @Override
  public void answer(Answer answer) {
    JsonObject envelope = new JsonObject().put("ok", answer.exit() == ExitCode.OK);
    if (inEvents) {
      envelope.put("event", "ended");
    }
    switch (answer) {
      case Answer.Done done -> {}
      case Answer.Found found ->
          envelope.put(
              "error", error(found.code(), home.in(found.message()), List.of(), found.exit()));
      case Answer.Problem problem ->
          envelope.put(
              "error",
              error(problem.code(), problem.message(), problem.remedies(), problem.exit()));
    }
    print(envelope.put("data", answer.data()));
  }

  private static JsonObject error(
      String code, String message, List<String> remedies, ExitCode exit) {
    return new JsonObject()
        .put("code", code)
        .put("message", message)
        .putAdvice("remedies", remedies)
        .put("exitCode", exit.number());
  }

  private void print(JsonObject line) {
    out.println(line.text(home));
    out.flush();
  }
}
