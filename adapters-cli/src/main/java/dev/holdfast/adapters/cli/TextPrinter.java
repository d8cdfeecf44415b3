package dev.holdfast.adapters.cli;

/** Prints for a reader: results on standard output, problems on standard error. */
record TextPrinter(Screen out, Screen err, ProgressBar progress) implements Printer {

  private static final String NAME = "holdfast:";

  @Override
  public void event(String name, JsonObject data, Page page) {
    progress.clear();
    page.showOn(out);
    out.flush();
  }

  @Override
  public void warning(String name, JsonObject data, Page page) {
    progress.clear();
    page.showOn(err);
    err.flush();
  }

  @Override
  public boolean isHeard() {
    return out.isWhole();
  }

  @Override
  public void answer(Answer answer) {
    progress.clear();
    switch (answer) {
      case Answer.Done done -> done.page().showOn(out);
      case Answer.Found found -> {
        found.page().showOn(out);
        out.flush();
        err.advice(Emphasis.WARNING, NAME, " " + found.message());
      }
      case Answer.Problem problem -> {
        err.line(Emphasis.ERROR, NAME, " " + problem.message());
        problem.page().showOn(err);
        problem.remedies().forEach(remedy -> err.advice("  " + remedy));
      }
    }
    out.flush();
    err.flush();
  }
}
