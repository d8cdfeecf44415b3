package dev.holdfast.app.wiring;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** An address as it stands in a URL. */
final class HostAndPort {

  private HostAndPort() {}

  static String of(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + address.getPort();
  }
}
