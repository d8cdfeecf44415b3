package dev.holdfast.architecture.rule;

import java.util.List;
import java.util.stream.Stream;

/** Every rule of the house. */
final class HouseRules {

  static final List<HouseRule> ALL =
      Stream.of(
              ArrowRules.ALL,
              DomainRules.ALL,
              WriteBoundaryRules.ALL,
              WiringRules.ALL,
              FileRules.ALL,
              TypeRules.ALL,
              NameRules.ALL,
              MannerRules.ALL)
          .flatMap(List::stream)
          .toList();

  private HouseRules() {}
}
