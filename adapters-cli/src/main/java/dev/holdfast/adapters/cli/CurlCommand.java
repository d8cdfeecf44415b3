package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.GatewayRuns.Address;

/**
 * A first conversation to paste into a shell. It reads the token from its file and never shows it.
 */
final class CurlCommand {

  private CurlCommand() {}

  /** The command, on several lines. */
  static String greeting(Address address) {
    return """
    curl -w '\\n' %s/v1/chat/completions \\
      -H "Authorization: Bearer $(cat %s)" \\
      -H "Content-Type: application/json" \\
      -H "x-holdfast-session-key: first-steps" \\
      -d '{"model":"holdfast","messages":[{"role":"user","content":"Hello"}]}'\
    """
        .formatted(address.url(), quoted(address.tokenFile()));
  }

  /** One word for a POSIX shell, whatever the path holds. */
  private static String quoted(String path) {
    return '\'' + path.replace("'", "'\\''") + '\'';
  }
}
