package dev.holdfast.app.torture;

import java.nio.file.Path;
import java.time.Duration;

/** First requests through a gateway and through processes that share a store. */
final class FirstRequestCampaigns {

  private static final String DAILY =
      "\"session\": {\"reset\": {\"mode\": \"daily\", \"hour\": 4, \"zone\": \"UTC\"}}";

  private FirstRequestCampaigns() {}

  /** Through the launched gateway, over HTTP, to sessions that do not exist. */
  static FirstRequests.Report throughGateway(Installation installation, Path folder, int rounds)
      throws InterruptedException {
    try (EchoUpstream upstream = EchoUpstream.start();
        Callers callers = new Callers()) {
      TortureHome home = TortureHome.create(folder).configured(upstream.baseUrl(), "");
      FirstRequests requests = new FirstRequests();
      Duration took;
      try (GatewayUnderFire gateway = GatewayUnderFire.start(installation, home)) {
        GatewayCrowd crowd = new GatewayCrowd(gateway, callers, FirstRequests.CALLERS);
        took = requests.run(crowd, rounds, "new");
        gateway.process().stop();
      }
      return done(home, requests.report(home, StoreRows.EMPTY, 0, took));
    }
  }

  /** Through processes that share a store, to sessions that do not exist. */
  static FirstRequests.Report throughWorkers(
      Installation installation, Path folder, int workers, int rounds) throws InterruptedException {
    Workers.Make make = new Workers.Make(installation, TortureHome.create(folder), PlantedBug.NONE);
    return done(make.home(), by(make, workers, rounds));
  }

  /** The same on a given home, which is left as it is. */
  static FirstRequests.Report by(Workers.Make make, int workers, int rounds)
      throws InterruptedException {
    FirstRequests requests = new FirstRequests();
    Duration took;
    try (Workers crowd = Workers.start(make, workers, FirstRequests.CALLERS)) {
      took = requests.run(crowd, rounds, "new");
      crowd.end();
    }
    return requests.report(make.home(), StoreRows.EMPTY, 0, took);
  }

  /** Through the launched gateway, to sessions that became stale overnight. */
  static FirstRequests.Report ofTheDayThroughGateway(
      Installation installation, Path folder, int rounds) throws InterruptedException {
    try (EchoUpstream upstream = EchoUpstream.start();
        Callers callers = new Callers()) {
      TortureHome home = TortureHome.create(folder).configured(upstream.baseUrl(), DAILY + ",");
      try (GatewayUnderFire gateway = GatewayUnderFire.start(installation, home)) {
        new FirstRequests().run(new GatewayCrowd(gateway, callers, 1), rounds, "yesterday");
        gateway.process().stop();
      }
      StoreRows before = overnight(home);
      FirstRequests requests = new FirstRequests();
      Duration took;
      try (GatewayUnderFire gateway = GatewayUnderFire.start(installation, home)) {
        GatewayCrowd crowd = new GatewayCrowd(gateway, callers, FirstRequests.CALLERS);
        took = requests.run(crowd, rounds, "today");
        gateway.process().stop();
      }
      return done(home, requests.report(home, before, 1, took));
    }
  }

  /** The same through processes that share a store. */
  static FirstRequests.Report ofTheDayThroughWorkers(
      Installation installation, Path folder, int workers, int rounds) throws InterruptedException {
    TortureHome home = TortureHome.create(folder).configured("{" + DAILY + "}");
    Workers.Make make = new Workers.Make(installation, home, PlantedBug.NONE);
    try (Workers crowd = Workers.start(make, 1, 1)) {
      new FirstRequests().run(crowd, rounds, "yesterday");
      crowd.end();
    }
    StoreRows before = overnight(home);
    FirstRequests requests = new FirstRequests();
    Duration took;
    try (Workers crowd = Workers.start(make, workers, FirstRequests.CALLERS)) {
      took = requests.run(crowd, rounds, "today");
      crowd.end();
    }
    return done(home, requests.report(home, before, 1, took));
  }

  private static StoreRows overnight(TortureHome home) {
    FirstRequests.makeStale(home.database());
    return StoreRows.read(home.database());
  }

  private static FirstRequests.Report done(TortureHome home, FirstRequests.Report report) {
    if (report.isAsPromised()) {
      home.delete();
    }
    return report;
  }
}
