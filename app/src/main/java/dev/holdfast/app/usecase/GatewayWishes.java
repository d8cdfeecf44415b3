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

  /**
   * Starts anew within the process, with this configuration.
   *
   * @return what prevents that; empty if it is done
   */
  List<Finding> restart(Configuration next);
}
