package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;

/** What things are called. */
final class NameRules {

  private static final String SEGMENTS_THAT_SAY_NOTHING =
      "(util|utils|common|core|helper|helpers|misc|shared|base|impl|internal|manager|support)";

  private static final String NAMES_THAT_SAY_NOTHING =
      "(Abstract[A-Z].*|Base[A-Z].*|I[A-Z][a-z].*|.*(Impl|Manager|Helper|Helpers|Util|Utils))";

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "packages",
              house ->
                  noClasses()
                      .should()
                      .resideInAPackage("..%s..".formatted(SEGMENTS_THAT_SAY_NOTHING))
                      .because("a package is a concept; these are places to put things")),
          new HouseRule(
              "names",
              house ->
                  noClasses()
                      .should(
                          Conditions.satisfy(
                              "have a simple name of the kinds " + NAMES_THAT_SAY_NOTHING,
                              type -> type.getSimpleName().matches(NAMES_THAT_SAY_NOTHING)))
                      .because("a name says what the thing is, not how it was made")));

  private NameRules() {}
}
