package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.domain.finding.Finding;
import java.util.List;

/**
 * What the process around the use cases is asked to do. It does so on a thread of its own, soon
 * after it was asked: whoever asked can be answered first.
 */
public interface GatewayWishes {

  /** Ends the process as a signal would. */
  void stop();

  /** What prevents a restart with this configuration; nothing is changed by the question. */
  List<Finding> preventing(Configuration next);

  /** Starts anew within the process, with this configuration, which nothing prevents. */
  void restart(Configuration next);

  /**
   * Tells that the configuration was read again because somebody asked for it. Where the gateway is
   * about to start anew with what was read before, it reads it once more when it serves.
   */
  void reloaded();
}
