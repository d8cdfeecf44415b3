package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import com.google.inject.Key;
import dev.holdfast.adapters.http.GatewayServer;
import dev.holdfast.adapters.http.UpstreamRuntime;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.app.usecase.GatewayService;
import dev.holdfast.app.usecase.GatewayWishes;
import dev.holdfast.app.wiring.Wishes.Wish;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.GatewayControl;
import dev.holdfast.ports.in.GatewayRuns.Ended;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves from a home whose lock is held, once or, when a gateway is to start anew, again: port,
 * store, and back in the other order.
 *
 * <p>The port is bound before the store is opened, so that a supervisor sees a gateway that starts
 * and not one that is down while a large store is made ready.
 */
final class GatewayRounds {

  private static final Logger log = LoggerFactory.getLogger(GatewayRounds.class);

  /** How long exchanges that run may take to send their last bytes once every turn has ended. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(2);

  private final Surroundings surroundings;
  private final Path home;
  private final LockWatch lockWatch;
  private final ConfigurationSource source;
  private final Asked asked;
  private final Wishes wishes;
  private final Clock clock;

  GatewayRounds(
      Surroundings surroundings,
      HomeLock lock,
      ConfigurationSource source,
      Asked asked,
      Wishes wishes,
      Clock clock) {
    this.surroundings = surroundings;
    this.home = lock.home();
    this.lockWatch = new LockWatch(lock);
    this.source = source;
    this.asked = asked;
    this.wishes = wishes;
    this.clock = clock;
  }

  /**
   * What the command line asks for.
   *
   * @param port in place of the configured one; negative: as configured
   * @param herald told as soon as a round answers requests
   */
  record Asked(int port, Storage.Creation creation, Herald herald) {}

  /** Makes known that a gateway answers. */
  interface Herald {

    /** Publishes its record, if that can be done. */
    Optional<PublishedRecord> answers(String url, StorageReport report);
  }

  private sealed interface Next {

    record Round(Configuration configuration, int port) implements Next {}

    record Over(Ended ended) implements Next {}
  }

  /** Serves until the process shall end, or cannot go on. */
  Ended serve(Configuration first) {
    Next next = new Next.Round(first, portOf(first));
    while (true) {
      switch (next) {
        case Next.Over(Ended ended) -> {
          return ended;
        }
        case Next.Round round -> next = round(round);
      }
    }
  }

  private int portOf(Configuration configuration) {
    return asked.port() < 0 ? configuration.gateway().port() : asked.port();
  }

  private Next round(Next.Round round) {
    RoundWishes ofRound = new RoundWishes();
    Course course =
        new Course(
            new ConfigurationInForce(round.configuration(), ProcessLog::suit), source, ofRound);
    Injector injector = Injectors.gateway(surroundings, home, course, round.port(), clock);
    GatewayServer server = injector.getInstance(GatewayServer.class);
    switch (server.start()) {
      case GatewayServer.Start.CannotBind(String message) -> {
        return new Next.Over(new Ended.CannotListen(message));
      }
      case GatewayServer.Start.Listening(InetSocketAddress address) -> {
        ofRound.listening = address;
        return listening(injector, server, address);
      }
    }
  }

  private Next listening(Injector injector, GatewayServer server, InetSocketAddress address) {
    GatewayService service = injector.getInstance(GatewayService.class);
    GatewayControl control = injector.getInstance(GatewayControl.class);
    Storage storage = injector.getInstance(Storage.class);
    Optional<PublishedRecord> record = Optional.empty();
    try {
      String url = "http://" + HostAndPort.of(address);
      StorageReport report = service.start(asked.creation(), url);
      record = asked.herald().answers(url, report);
      return next(wishes.await(storage::watch, control::reload, lockWatch));
    } catch (StorageFailure failure) {
      return new Next.Over(
          failure.code() == StorageFailure.Code.NEWER_SCHEMA
              ? new Ended.NewerSchema(String.valueOf(failure.getMessage()))
              : new Ended.CannotServe(String.valueOf(failure.getMessage())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Next.Over(new Ended.Stopped());
    } finally {
      service.stop();
      server.stop(LAST_BYTES);
      closeUpstreams(injector);
      record.ifPresent(PublishedRecord::close);
    }
  }

  private static Next next(Wish wish) {
    return switch (wish) {
      case Wish.Stop(), Wish.None() -> new Next.Over(new Ended.Stopped());
      case Wish.Restart(Configuration configuration, int port) -> {
        log.info("Starting anew in the same process, as its operator asked");
        yield new Next.Round(configuration, port);
      }
      case Wish.StoreDied(StorageFailure failure) ->
          new Next.Over(
              new Ended.CannotServe(
                  "The store can no longer be written, so the gateway ends: "
                      + failure.getMessage()
                      + " What was acknowledged is stored. Start it again; holdfast state names"
                      + " the files."));
    };
  }

  /** The process may go on, and must not keep the connections of a round that is over. */
  private static void closeUpstreams(Injector injector) {
    try {
      injector.getInstance(Key.get(AutoCloseable.class, UpstreamRuntime.class)).close();
    } catch (Exception failure) {
      log.warn("Connections to upstreams could not be closed", failure);
    }
  }

  /** What the use cases of one round may ask of the process. */
  private final class RoundWishes implements GatewayWishes {

    /** Where this round listens, once it does: nobody asks before. */
    private volatile InetSocketAddress listening = new InetSocketAddress(0);

    @Override
    public void stop() {
      wishes.stop();
    }

    @Override
    public List<Finding> preventing(Configuration next) {
      InetSocketAddress then = new InetSocketAddress(next.gateway().bind(), portThen(next));
      return then.equals(listening) ? List.of() : tryToBind(then).stream().toList();
    }

    @Override
    public void restart(Configuration next) {
      wishes.restart(next, portThen(next));
    }

    /** The port stays where any free one was asked for. */
    private int portThen(Configuration next) {
      return portOf(next) == 0 ? listening.getPort() : portOf(next);
    }

    @Override
    public void reloaded() {
      wishes.reloaded();
    }

    private Optional<Finding> tryToBind(InetSocketAddress address) {
      try (ServerSocketChannel trial = ServerSocketChannel.open()) {
        trial.bind(address);
        return Optional.empty();
      } catch (IOException unbound) {
        return Optional.of(
            new Finding(
                "address-not-free",
                Severity.ERROR,
                "The gateway could not listen on "
                    + HostAndPort.of(address)
                    + " ("
                    + unbound.getMessage()
                    + "), so it goes on where it is.",
                source.path(),
                "Stop the program that uses it, or choose another port."));
      }
    }
  }
}
