package dev.holdfast.adapters.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One request to the management API.
 *
 * @param path from {@code /api} on, its parts encoded, with a query if there is one
 */
record GatewayCall(String method, String path, Body body) {

  /** What a request carries. */
  sealed interface Body {

    record None() implements Body {}

    record Json(JsonObject object) implements Body {}
  }

  static GatewayCall get(String path) {
    return new GatewayCall("GET", path, new Body.None());
  }

  static GatewayCall delete(String path) {
    return new GatewayCall("DELETE", path, new Body.None());
  }

  static GatewayCall post(String path) {
    return new GatewayCall("POST", path, new Body.None());
  }

  static GatewayCall post(String path, JsonObject body) {
    return new GatewayCall("POST", path, new Body.Json(body));
  }

  static GatewayCall patch(String path, JsonObject body) {
    return new GatewayCall("PATCH", path, new Body.Json(body));
  }

  /** Whether it changes nothing, so that it may be asked again. */
  boolean isQuery() {
    return method.equals("GET");
  }

  /** The same with one more value in its query; an empty one is left out. */
  GatewayCall with(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    String separator = path.indexOf('?') < 0 ? "?" : "&";
    return new GatewayCall(method, path + separator + name + '=' + encoded(value), body);
  }

  /** A text as one part of a path, or as a value of a query: nothing in it can end that part. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
