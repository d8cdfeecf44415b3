package dev.holdfast.app.bench;

import dev.holdfast.adapters.http.stub.UpstreamStub;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;

/** The upstream stub as a process of its own, as a provider is. */
final class Upstream implements AutoCloseable {

  private final Process process;
  private final Target target;

  private Upstream(Process process, Target target) {
    this.process = process;
    this.target = target;
  }

  static Upstream start() throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                UpstreamStub.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      BufferedReader output = process.inputReader();
      String url = output.readLine();
      if (url == null) {
        throw new IOException("the stub ended at once");
      }
      return new Upstream(process, new Target(URI.create(url).getPort(), ""));
    } catch (IOException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /** Direct calls go here, and the gateway's too. */
  Target target() {
    return target;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
