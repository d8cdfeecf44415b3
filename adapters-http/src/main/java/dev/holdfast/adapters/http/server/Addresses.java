package dev.holdfast.adapters.http.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Reads address literals; never asks a name service. */
final class Addresses {

  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]{2,45}(%[A-Za-z0-9._-]{1,16})?]");

  /** What a provider hands to one customer of IPv6: 64 bits of network. */
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /** Whether a host is an address, as it stands in URLs: IPv6 in brackets. */
  static boolean isLiteral(String host) {
    if (!LITERAL.matcher(host).matches()) {
      return false;
    }
    try {
      InetAddress.ofLiteral(bare(host));
      return true;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /** The address of a literal, with or without brackets; IPv4 in IPv6 becomes IPv4. */
  static InetAddress parse(String literal) {
    return InetAddress.ofLiteral(bare(literal));
  }

  /** One name for one client: an IPv4 address, or a network of IPv6. */
  static String client(String literal) {
    InetAddress address = parse(literal);
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
        : address.getHostAddress();
  }

  private static String bare(String literal) {
    String inner = literal.startsWith("[") ? literal.substring(1, literal.length() - 1) : literal;
    int zone = inner.indexOf('%');
    return zone < 0 ? inner : inner.substring(0, zone);
  }
}
