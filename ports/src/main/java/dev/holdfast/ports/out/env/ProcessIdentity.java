package dev.holdfast.ports.out.env;

/**
 * What an operator finds this process by.
 *
 * @param host the machine's name, as far as it is known
 */
public record ProcessIdentity(long pid, String host) {

  /** A longer name is cut: it stands in the identity of each lease's owner. */
  public static final int MAX_HOST_LENGTH = 64;

  public ProcessIdentity {
    host = host.length() > MAX_HOST_LENGTH ? host.substring(0, MAX_HOST_LENGTH) : host;
  }
}
