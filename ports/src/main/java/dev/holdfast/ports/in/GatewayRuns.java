package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs the gateway, and looks whether one runs. */
public interface GatewayRuns {

  /**
   * Runs the gateway and blocks until it was told to stop and has drained.
   *
   * @param announcer told once the gateway answers requests, and of each finding before that
   */
  Ended run(RunOptions options, Announcer announcer);

  /** Looks whether a gateway runs on this home; creates nothing. */
  Status status();

  /**
   * How to run.
   *
   * @param port {@code --port}; negative: as configured; 0: any free one
   * @param store whether a missing store may be made
   * @param lockPatience how long to wait for a home that another gateway holds; zero: not at all
   */
  record RunOptions(int port, StoreCreation store, Duration lockPatience) {}

  /** Whether a missing store is made. */
  enum StoreCreation {
    IF_ABSENT,
    FORBIDDEN
  }

  /** Hears of the start. */
  interface Announcer {

    /** Something an operator should know before the gateway answers. */
    void finding(Finding finding);

    /** A file was made that was not there before. */
    void created(String path);

    /** The gateway answers requests from now on. */
    void ready(Address address);
  }

  /**
   * A gateway that answers.
   *
   * @param url its base URL, without a path
   * @param home the home it holds
   * @param tokenFile the file that holds the first token
   */
  record Address(String url, String home, String storeId, String tokenFile, long pid) {}

  /** How a run ended. */
  sealed interface Ended {

    /** It was told to stop, and did. */
    record Stopped() implements Ended {}

    /** The configuration has errors; nothing was started. */
    record BadConfiguration(List<Finding> findings) implements Ended {
      public BadConfiguration {
        findings = List.copyOf(findings);
      }
    }

    /** Another gateway holds this home. */
    record HomeHeld(String message) implements Ended {}

    /** The home must not be used by this user; nothing was changed. */
    record HomeRefused(String message) implements Ended {}

    /** The address cannot be listened on; nothing was started. */
    record CannotListen(String message) implements Ended {}

    /** The store cannot be opened or written. */
    record CannotServe(String message) implements Ended {}

    /** A database was written by a newer program; nothing was touched. */
    record NewerSchema(String message) implements Ended {}
  }

  /** What is known of a gateway. */
  sealed interface Status {

    /** One runs on this home. */
    record Running(Address address, Instant since) implements Status {}

    /** None runs on this home. */
    record NotRunning(String home) implements Status {}

    /** The home is held, but by whom cannot be told. */
    record HeldUnknown(String home, String message) implements Status {}
  }
}
