package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Group;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.annotation.Testable;

/** What makes tests trustworthy: they run, all of them, and none can decide not to. */
final class TestRules {

  /** Narrower than what surefire and failsafe run, so that one sees at a glance which runs it. */
  private static final String NAMES_THAT_ARE_RUN = ".*(Test|IT)";

  /** Where a sleep is no guess at when something is over, and why. */
  private static final Map<String, String> SLEEPERS =
      Map.of(
          "adapters.http.stub.StubConnection", "an upstream that is slow",
          "app.endtoend.", "another process can only be polled, with a deadline");

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "skipping",
              house ->
                  noClasses()
                      .should()
                      .dependOnClassesThat(
                          describe("let a test be skipped", TestRules::letsATestBeSkipped))
                      .because("a test that did not run looks like one that passed")),
          new HouseRule(
              "unrun",
              house ->
                  classes()
                      .that(describe("hold tests to run", TestRules::holdsTestsToRun))
                      .should(
                          Conditions.satisfy(
                              "have a name that is run", TestRules::hasANameThatIsRun))
                      .because("the runners find tests by the names of their classes")),
          new HouseRule(
              "unfound",
              house ->
                  classes()
                      .that(describe("hold tests to run", TestRules::holdsTestsToRun))
                      .should(Conditions.satisfy("get looked for", TestRules::isLookedFor))
                      .because("tests in a static class inside another are not looked for")),
          new HouseRule(
              "unused",
              house ->
                  classes()
                      .that(describe("are contracts", TestRules::isContract))
                      .should(Conditions.satisfy("have a class that keeps it", TestRules::isKept))
                      .because("a contract that nothing is held to asserts nothing")),
          new HouseRule(
              "hidden",
              house ->
                  methods()
                      .that()
                      .areMetaAnnotatedWith(Testable.class)
                      .should()
                      .notBePrivate()
                      .andShould()
                      .notBeStatic()
                      .because("the runners pass over private and static methods")),
          new HouseRule(
              "waiting",
              house ->
                  noClasses()
                      .that(describe("have no reason to sleep", type -> !maySleep(house, type)))
                      .should(
                          ArchConditions.callMethodWhere(
                              describe(
                                  "a test sleeps",
                                  call ->
                                      call.getTargetOwner().isEquivalentTo(Thread.class)
                                          && call.getName().equals("sleep"))))
                      .because(
                          "a test that sleeps is slow when it passes and wrong when the machine"
                              + " is slow")));

  private TestRules() {}

  private static boolean maySleep(House house, JavaClass type) {
    return SLEEPERS.keySet().stream().map(house::name).anyMatch(type.getName()::startsWith);
  }

  private static boolean letsATestBeSkipped(JavaClass type) {
    String name = type.getName();
    return name.startsWith("org.junit.jupiter.api.condition.")
        || name.matches("org[.]opentest4j[.]Test(Aborted|Skipped)Exception")
        || name.matches("(org[.]junit|net[.]jqwik|org[.]assertj)[.].*[.](Disabled|Assum[a-z]+)");
  }

  private static boolean holdsTestsToRun(JavaClass type) {
    return !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && type.getAllMethods().stream().anyMatch(TestRules::isTest);
  }

  private static boolean isContract(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.ABSTRACT)
        && type.getMethods().stream().anyMatch(TestRules::isTest);
  }

  private static boolean isKept(JavaClass contract) {
    return contract.getAllSubclasses().stream()
        .anyMatch(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT));
  }

  private static boolean isTest(JavaMethod method) {
    return method.isMetaAnnotatedWith(Testable.class);
  }

  private static boolean hasANameThatIsRun(JavaClass type) {
    return type.getEnclosingClass()
        .map(TestRules::hasANameThatIsRun)
        .orElseGet(() -> type.getSimpleName().matches(NAMES_THAT_ARE_RUN));
  }

  private static boolean isLookedFor(JavaClass type) {
    return type.isTopLevelClass()
        || type.isAnnotatedWith(Nested.class)
        || type.isAnnotatedWith(Group.class);
  }
}
