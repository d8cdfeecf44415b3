package dev.holdfast.app.endtoend;

import dev.holdfast.app.distribution.Distribution;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A shell that is told one block after the other, as a reader pastes them, in the checkout. */
final class Terminal implements AutoCloseable {

  private static final String DEFAULT_PORT = "18790";

  /** What no block prints. */
  private static final String END = "--- end of block ---";

  private final Process shell;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final RunningGateway gateway;

  /** One block at a time, and a caller that need not wait for it. */
  private final ExecutorService pasting = Executors.newSingleThreadExecutor();

  Terminal(Path userHome, RunningGateway gateway) throws IOException {
    this.gateway = gateway;
    ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-u");
    bash.environment().clear();
    bash.environment().put("PATH", "/usr/bin:/bin");
    bash.environment().put("HOME", userHome.toString());
    bash.environment().put("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
    bash.directory(Distribution.checkout().toFile()).redirectErrorStream(true);
    shell = bash.start();
    in = shell.outputWriter(StandardCharsets.UTF_8);
    out = shell.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Pastes a block; only the port is the one that this gateway got, and the program the one that
   * was built.
   *
   * @return what it prints until it is done
   */
  CompletableFuture<String> paste(String block) {
    String text =
        block
            .replace(":" + DEFAULT_PORT, ":" + gateway.url().getPort())
            .replace("./holdfast ", Distribution.launcher() + " ");
    return CompletableFuture.supplyAsync(() -> run(text), pasting);
  }

  private String run(String text) {
    try {
      in.write(text + "echo '" + END + "'\n");
      in.flush();
      StringBuilder printed = new StringBuilder();
      String line = out.readLine();
      while (line != null && !line.equals(END)) {
        printed.append(line).append('\n');
        line = out.readLine();
      }
      return printed.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    shell.destroyForcibly();
    pasting.shutdownNow();
  }
}
