package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.GatewayRuns.Status;
import java.util.ArrayList;
import java.util.List;

/** How a gateway process is told. */
final class GatewayFacts {

  private GatewayFacts() {}

  static JsonObject json(Address address) {
    return new JsonObject()
        .put("url", address.url())
        .put("home", address.home())
        .put("storeId", address.storeId())
        .put("tokenFile", address.tokenFile())
        .put("pid", address.pid());
  }

  static JsonObject json(Status status) {
    return switch (status) {
      case Status.Running(Address address, var since) ->
          json(address).put("state", "running").put("since", since);
      case Status.NotRunning(String home) ->
          new JsonObject().put("home", home).put("state", "not_running");
      case Status.HeldUnknown(String home, String message) ->
          new JsonObject().put("home", home).put("state", "unknown").put("message", message);
    };
  }

  static List<String> facts(Address address) {
    return new ArrayList<>(
        List.of(
            "address", address.url(),
            "home", address.home(),
            "store", address.storeId(),
            "token", "in " + address.tokenFile()));
  }
}
