package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.app.configuration.LogFormat;
import dev.holdfast.ports.out.env.Storage.Durability;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of {@code gateway}, and what they mean. */
final class GatewayPart {

  /** More origins or hosts than a person lists by hand. */
  private static final int MAX_NAMES = 100;

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

  private static final Key<Integer> PORT =
      Key.optional(
              "port",
              new WholeNumberShape(0, GatewaySettings.MAX_PORT),
              "The port to listen on; 0 takes any free one.")
          .orElse(GatewaySettings.DEFAULT_PORT);

  private static final Key<InetAddress> BIND =
      Key.optional(
              "bind",
              new TextShape<>("an IP address or \"localhost\"", GatewayPart::address),
              "The loopback address to listen on.")
          .orElse(GatewaySettings.DEFAULT_BIND);

  private static final Key<Durability> DURABILITY =
      Key.optional(
              "durability",
              ChoiceShape.of(List.of(Durability.FULL, Durability.NORMAL)),
              "What an acknowledged turn survives: full: loss of power; normal: a killed process.")
          .orElse("full");

  private static final Key<List<Located<String>>> ORIGINS =
      Key.optional(
              "origins",
              new ItemsShape<>(
                  new TextShape<>(
                      "an origin as a browser sends it, such as \"https://chat.example.com\":"
                          + " no path, no wildcard, no default port",
                      GatewayPart::origin),
                  MAX_NAMES),
              "Origins of web pages that may call the gateway.")
          .orElse(List.of());

  private static final Key<Section> CORS =
      Key.optional(
          "cors", new MembersShape(List.of(ORIGINS)), "What web pages of other origins may do.");

  private static final Key<List<Located<String>>> ALLOWED_HOSTS =
      Key.optional(
              "allowedHosts",
              new ItemsShape<>(
                  new TextShape<>(
                      "a host name or address without a port or a wildcard", GatewayPart::host),
                  MAX_NAMES),
              "Host names that requests may carry beside the loopback ones.")
          .orElse(List.of());

  private static final Key<LogFormat> LOG_FORMAT =
      Key.optional(
              "logFormat",
              ChoiceShape.of(List.of(LogFormat.AUTO, LogFormat.TEXT, LogFormat.JSON)),
              "How the log on standard error looks: auto: text on a terminal, else JSON objects.")
          .orElse("auto");

  static final MembersShape SHAPE =
      new MembersShape(List.of(PORT, BIND, DURABILITY, CORS, ALLOWED_HOSTS, LOG_FORMAT));

  private GatewayPart() {}

  static GatewaySettings settings(Section section, Problems problems) {
    GatewaySettings defaults = GatewaySettings.defaults();
    return new GatewaySettings(
        section.get(PORT, defaults.port()),
        loopback(section, problems).orElse(defaults.bind()),
        section.get(DURABILITY, defaults.durability()),
        section.find(CORS).map(cors -> values(cors.value(), ORIGINS)).orElse(List.of()),
        values(section, ALLOWED_HOSTS),
        section.get(LOG_FORMAT, defaults.logFormat()));
  }

  private static Optional<InetAddress> loopback(Section section, Problems problems) {
    Optional<Located<InetAddress>> bind = section.find(BIND);
    if (bind.isPresent() && !bind.get().value().isLoopbackAddress()) {
      problems.error(
          bind.get().place(),
          "config-bind-not-loopback",
          "The address can be reached from other machines, and the gateway does not speak TLS.",
          "Bind to 127.0.0.1 and let other machines in through a tunnel.");
      return Optional.empty();
    }
    return bind.map(Located::value);
  }

  private static List<String> values(Section section, Key<List<Located<String>>> key) {
    return section.get(key, List.of()).stream().map(Located::value).distinct().toList();
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(
          InetAddress.ofLiteral(text.equals("localhost") ? GatewaySettings.DEFAULT_BIND : text));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private static Optional<String> origin(String text) {
    try {
      URI uri = URI.create(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean usualPort =
          uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80) || uri.getPort() == 0;
      if (!web || uri.getHost() == null || usualPort) {
        return Optional.empty();
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String exact = uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
      return Optional.of(text).filter(exact::equals);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> host(String text) {
    return HOST.matcher(text).matches()
        ? Optional.of(text.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
