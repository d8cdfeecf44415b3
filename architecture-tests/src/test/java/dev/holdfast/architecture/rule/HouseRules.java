package dev.holdfast.architecture.rule;

import java.util.List;
import java.util.stream.Stream;

/** Every rule of the house. */
final class HouseRules {

  static final List<HouseRule> OF_PRODUCTION =
      Stream.of(
              ArrowRules.ALL,
              DomainRules.ALL,
              WriteBoundaryRules.ALL,
              WiringRules.ALL,
              FileRules.ALL,
              TypeRules.ALL,
              NameRules.ALL,
              MannerRules.ALL,
              GuardRules.ALL)
          .flatMap(List::stream)
          .toList();

  static final List<HouseRule> OF_TESTS = TestRules.ALL;

  private HouseRules() {}

  static Stream<HouseRule> all() {
    return Stream.of(OF_PRODUCTION, OF_TESTS).flatMap(List::stream);
  }
}
