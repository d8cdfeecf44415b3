package dev.holdfast.app.doctor;

import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StoreProgress;
import java.util.Locale;

/** Tells the progress of a store's work in words that are short enough for a narrow line. */
record ToldStoreProgress(Progress progress) implements StoreProgress {

  private static final String AGENTS = "agents/";

  @Override
  public void at(String file, Stage stage, long done, long total) {
    progress.at(stage.name().toLowerCase(Locale.ROOT) + " " + folder(file), done, total);
  }

  /** An agent's folder is called as the agent; the control plane's is {@code state}. */
  private static String folder(String file) {
    String inner = file.startsWith(AGENTS) ? file.substring(AGENTS.length()) : file;
    return inner.substring(0, Math.max(0, inner.indexOf('/')));
  }
}
