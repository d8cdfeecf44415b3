package dev.holdfast.app.torture;

import java.nio.file.Path;
import java.time.Duration;

/** First requests through a gateway and through processes that share a store. */
final class FirstRequestCampaigns {

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

  private static FirstRequests.Report done(TortureHome home, FirstRequests.Report report) {
    if (report.isAsPromised()) {
      home.delete();
    }
    return report;
  }
}
