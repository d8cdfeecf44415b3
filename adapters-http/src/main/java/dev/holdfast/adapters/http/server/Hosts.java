package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.HttpSettings;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Locale;

/**
 * Which names the gateway goes by: loopback names, configured ones, and as a literal the address a
 * connection came to. A page of another site that lets its name point here is turned away.
 *
 * <p>The answer is 421: the request was made for another server, and a client that tries again
 * under the same name cannot succeed.
 */
final class Hosts {

  private static final String LOCALHOST = "localhost";

  private final Provider<HttpSettings> settings;

  @Inject
  Hosts(Provider<HttpSettings> settings) {
    this.settings = settings;
  }

  /**
   * Lets the request pass.
   *
   * @throws HttpProblem if it was made for another host
   */
  void check(Exchange exchange) {
    HttpServletRequest request = exchange.request();
    if (request.getHeader("host") == null || !isAllowed(request)) {
      throw HttpProblem.of(
          RequestFault.HOST_NOT_ALLOWED,
          "The gateway does not go by the host name of this request. Nothing was done. Use"
              + " localhost or 127.0.0.1, or add the name to gateway.allowedHosts.");
    }
  }

  private boolean isAllowed(HttpServletRequest request) {
    String name = request.getServerName().toLowerCase(Locale.ROOT);
    return isLoopback(name)
        || settings.get().allowedHosts().contains(name)
        || isLocalAddress(name, request);
  }

  /** Whether a host name, lower-case or not, means this machine to a browser. */
  static boolean isLoopback(String name) {
    return name.equalsIgnoreCase(LOCALHOST)
        || (Addresses.isLiteral(name) && Addresses.parse(name).isLoopbackAddress());
  }

  private static boolean isLocalAddress(String name, HttpServletRequest request) {
    if (!Addresses.isLiteral(name)) {
      return false;
    }
    InetAddress local = Addresses.parse(request.getLocalAddr());
    return Addresses.parse(name).equals(local);
  }
}
