package dev.holdfast.app.files;

import dev.holdfast.domain.state.StoreId;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a gateway tells other processes of its user about itself. It proves nothing: only the lock
 * of the home says whether a gateway runs.
 *
 * @param url its base URL, without a path
 * @param home the real path of the home it holds
 * @param tokenFile the file that holds the first token
 * @param startedAt when the process began
 */
public record GatewayRecord(
    String url, Path home, StoreId store, Path tokenFile, long pid, Instant startedAt) {

  /**
   * The record of this process.
   *
   * @param now what stands for the start where the operating system does not tell it
   */
  public static GatewayRecord ofThisProcess(
      String url, Path home, StoreId store, Path tokenFile, Instant now) {
    ProcessHandle self = ProcessHandle.current();
    return new GatewayRecord(
        url, home, store, tokenFile, self.pid(), self.info().startInstant().orElse(now));
  }
}
