package dev.holdfast.app.configuration;

import dev.holdfast.ports.out.env.Storage.Durability;
import java.net.InetAddress;
import java.util.List;

/**
 * How the gateway listens and stores.
 *
 * @param port 0 to 65535; 0: any free one
 * @param bind a loopback address
 * @param corsOrigins origins of web pages that may call, each exactly as a browser sends it
 * @param allowedHosts further host names that requests may carry, lower-case, without a port; the
 *     loopback names are always allowed
 */
public record GatewaySettings(
    int port,
    InetAddress bind,
    Durability durability,
    List<String> corsOrigins,
    List<String> allowedHosts,
    LogFormat logFormat) {

  /** The port a gateway listens on unless told otherwise. */
  public static final int DEFAULT_PORT = 18790;

  /** The address a gateway listens on unless told otherwise. */
  public static final String DEFAULT_BIND = "127.0.0.1";

  /** The highest port there is. */
  public static final int MAX_PORT = 65_535;

  public GatewaySettings {
    corsOrigins = List.copyOf(corsOrigins);
    allowedHosts = List.copyOf(allowedHosts);
    if (port < 0 || port > MAX_PORT || !bind.isLoopbackAddress()) {
      throw new IllegalArgumentException("a gateway listens on a port of a loopback address");
    }
  }

  /** What holds where the operator says nothing. */
  public static GatewaySettings defaults() {
    return new GatewaySettings(
        DEFAULT_PORT,
        InetAddress.ofLiteral(DEFAULT_BIND),
        Durability.FULL,
        List.of(),
        List.of(),
        LogFormat.AUTO);
  }
}
