package dev.holdfast.architecture.rule;

import java.util.Arrays;

/**
 * Where the parts are: the real house, or a small one that breaks a rule.
 *
 * @param root the package under which the parts lie
 */
record House(String root) {

  /** Holdfast. */
  static final House REAL = new House("dev.holdfast");

  /** The small house that breaks the rule of this name. */
  static House thatBreaks(String rule) {
    return new House("dev.holdfast.architecture.violation." + rule);
  }

  /** A package or class of this house. */
  String name(String part) {
    return root + '.' + part;
  }

  /** Packages of this house. */
  String[] names(String... parts) {
    return Arrays.stream(parts).map(this::name).toArray(String[]::new);
  }
}
