package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.Set;

/** What production code does not do, wherever it stands. */
final class MannerRules {

  private static final Set<String> STREAMS = Set.of("in", "out", "err");

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "printing",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.name("adapters.cli.."))
                      .should(
                          ArchConditions.accessFieldWhere(
                              describe(
                                  "a standard stream is used",
                                  access ->
                                      access.getTargetOwner().isEquivalentTo(System.class)
                                          && STREAMS.contains(access.getName()))))
                      .orShould(
                          ArchConditions.callMethodWhere(
                              describe(
                                  "a stack trace is printed",
                                  call ->
                                      call.getTargetOwner().isAssignableTo(Throwable.class)
                                          && call.getName().equals("printStackTrace"))))
                      .because("output is an interface: only the command line writes it")),
          new HouseRule(
              "sleeping",
              house ->
                  noClasses()
                      .should(
                          ArchConditions.callMethodWhere(
                              describe(
                                  "a thread sleeps",
                                  call ->
                                      call.getTargetOwner().isEquivalentTo(Thread.class)
                                          && call.getName().equals("sleep"))))
                      .because("what is waited for can be waited on, with a deadline")),
          new HouseRule(
              "logging",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.name("app.logging.."))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(
                          "java.util.logging..",
                          "ch.qos.logback..",
                          "org.apache.commons.logging..",
                          "org.apache.logging..")
                      .orShould()
                      .dependOnClassesThat()
                      .areAssignableTo(System.Logger.class)
                      .because("there is one log, and SLF4J is its door")),
          new HouseRule(
              "exit",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.name("app.wiring.."))
                      .should(
                          ArchConditions.callMethodWhere(
                              describe(
                                  "the process is ended",
                                  call ->
                                      (call.getTargetOwner().isEquivalentTo(System.class)
                                              || call.getTargetOwner()
                                                  .isEquivalentTo(Runtime.class))
                                          && Set.of("exit", "halt").contains(call.getName()))))
                      .because("only the program may decide that the process ends")));

  private MannerRules() {}
}
