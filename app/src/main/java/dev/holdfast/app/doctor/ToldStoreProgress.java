package dev.holdfast.app.doctor;

import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StoreProgress;
import java.util.Locale;

/** Tells the progress of a store's work in words. */
record ToldStoreProgress(Progress progress) implements StoreProgress {

  @Override
  public void at(String file, Stage stage, long done, long total) {
    progress.at(stage.name().toLowerCase(Locale.ROOT) + " " + file, done, total);
  }
}
