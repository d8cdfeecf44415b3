package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The domain is a function of its arguments. */
final class DomainRules {

  private static final Set<String> CLOCK_READINGS = Set.of("currentTimeMillis", "nanoTime");

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "clock",
              house ->
                  noClasses()
                      .that()
                      .resideInAnyPackage(house.names("domain..", "ports.."))
                      .should(dependOnClassesThat(belongToAnyOf(Clock.class)))
                      .orShould(ArchConditions.callMethodWhere(readsTheTime()))
                      .because("a decision that reads the time cannot be tested or replayed")),
          new HouseRule(
              "randomness",
              house ->
                  noClasses()
                      .that()
                      .resideInAnyPackage(house.names("domain..", "ports.."))
                      .should(
                          dependOnClassesThat(
                              belongToAnyOf(
                                  Random.class,
                                  SecureRandom.class,
                                  SplittableRandom.class,
                                  ThreadLocalRandom.class,
                                  RandomGenerator.class)))
                      .orShould(ArchConditions.callMethod(UUID.class, "randomUUID"))
                      .orShould(ArchConditions.callMethod(Math.class, "random"))
                      .because("identities come from the IdSource port")),
          new HouseRule(
              "process",
              house ->
                  noClasses()
                      .that()
                      .resideInAnyPackage(house.names("domain..", "ports.."))
                      .should(
                          dependOnClassesThat(
                              belongToAnyOf(
                                  Runtime.class,
                                  Thread.class,
                                  ThreadLocal.class,
                                  Process.class,
                                  ProcessBuilder.class,
                                  ClassLoader.class)))
                      .orShould(ArchConditions.accessTargetWhere(isOfTheSystem()))
                      .because("the domain has no process around it: what it needs is handed in")),
          new HouseRule(
              "anyclock",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.name("app.wiring.."))
                      .should(ArchConditions.callMethodWhere(readsTheSystemClock()))
                      .because("the clock is injected, so that a test can stop it")));

  private DomainRules() {}

  private static DescribedPredicate<JavaAccess<?>> isOfTheSystem() {
    return describe(
        "the system around the process is used",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && !access.getName().equals("arraycopy"));
  }

  private static DescribedPredicate<JavaMethodCall> readsTheTime() {
    return describe(
        "the time is read",
        call ->
            isNow(call)
                || call.getTargetOwner().isEquivalentTo(System.class)
                    && CLOCK_READINGS.contains(call.getName()));
  }

  private static DescribedPredicate<JavaMethodCall> readsTheSystemClock() {
    return describe(
        "the system's clock is read",
        call ->
            isNow(call) && !takesAClock(call)
                || call.getTargetOwner().isEquivalentTo(System.class)
                    && call.getName().equals("currentTimeMillis")
                || call.getTargetOwner().isEquivalentTo(Clock.class)
                    && call.getName().startsWith("system"));
  }

  private static boolean isNow(JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().equals("java.time")
        && call.getName().equals("now");
  }

  private static boolean takesAClock(JavaMethodCall call) {
    return call.getTarget().getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(Clock.class));
  }
}
