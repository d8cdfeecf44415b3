package dev.holdfast.architecture.rule;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/**
 * A rule that can be asked of any house.
 *
 * @param name one lower-case word, also the package that breaks the rule
 */
record HouseRule(String name, Function<House, ArchRule> in) {

  @Override
  public String toString() {
    return name;
  }
}
