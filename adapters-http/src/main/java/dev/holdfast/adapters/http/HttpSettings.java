package dev.holdfast.adapters.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the server listens and whom it answers.
 *
 * @param bind the address to listen on
 * @param port 0 to 65535; 0: any free one
 * @param allowedHosts further host names that requests may carry, lower-case, without a port;
 *     loopback names and the address a connection came to are always allowed
 * @param corsOrigins origins of web pages that may call, each exactly as a browser sends it
 * @param keyFrom where a session key may come from when a request names none; the first that has a
 *     value wins
 */
public record HttpSettings(
    InetAddress bind,
    int port,
    List<String> allowedHosts,
    List<String> corsOrigins,
    List<KeySource> keyFrom) {

  public HttpSettings {
    allowedHosts = List.copyOf(allowedHosts);
    corsOrigins = List.copyOf(corsOrigins);
    keyFrom = List.copyOf(keyFrom);
  }

  /** The members of a body that a session key may come from. */
  public Set<String> keyMembers() {
    return keyFrom.stream()
        .filter(source -> source.place() == Place.BODY)
        .map(KeySource::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Where a session key may come from. The key is the value found, between two fixed texts.
   *
   * @param place where to look
   * @param name a header, lower-case, or a member of the body's outermost object whose value is a
   *     string
   * @param before what stands before the value
   * @param after what stands after it
   */
  public record KeySource(Place place, String name, String before, String after) {

    /** The key for a value, as a client could have written it itself. */
    public String keyFor(String value) {
      return before + value + after;
    }
  }

  /** Where a key source looks. */
  public enum Place {
    HEADER,
    BODY
  }
}
