package dev.holdfast.app.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What every part measures with.
 *
 * @param folder where homes are made
 */
record Setup(Path distribution, Path folder, Upstream upstream, Table table) {

  /** Makes a fresh home. */
  Home home(String name) throws IOException {
    return Home.create(folder.resolve(name), upstream.target().port());
  }

  /** Starts a gateway on a home. */
  Gateway start(Home home) throws IOException, InterruptedException {
    return Gateway.start(distribution, home);
  }

  /** Tells whoever waits what is done now. */
  static void say(String what) {
    System.err.println("bench: " + what);
  }
}
