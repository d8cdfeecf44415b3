package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.google.inject.Module;
import com.google.inject.PrivateModule;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.List;

/** Rings 2 and 3 of the write boundary: who may hold a write port, and who may inject one. */
final class WriteBoundaryRules {

  private static final String WRITE_PORTS = WriteTransactions.class.getPackageName();

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "writer",
              house ->
                  noClasses()
                      .that()
                      .resideInAPackage(house.name("app.."))
                      .and(not(partOf(house.name("app.usecase.WriteBoundary"))))
                      .should()
                      .callMethodWhere(
                          describe(
                              "a write port is called",
                              call ->
                                  call.getTargetOwner().getPackageName().equals(WRITE_PORTS)
                                      && call.getTargetOwner().isInterface()))
                      .because(
                          "every write of the program can be read in one file, and each is one"
                              + " transaction")),
          new HouseRule(
              "carrier",
              house ->
                  noClasses()
                      .that()
                      .resideInAPackage(house.name("app.."))
                      .and(not(partOf(house.name("app.usecase.WriteBoundary"))))
                      .and()
                      .resideOutsideOfPackage(house.name("app.wiring.."))
                      .should()
                      .dependOnClassesThat(name(WriteTransactions.class.getName()))
                      .because("whoever holds the door need not go through the boundary")),
          new HouseRule(
              "store",
              house ->
                  classes()
                      .that(
                          describe("implement a write port", WriteBoundaryRules::implementsAWrite))
                      .should()
                      .notBePublic()
                      .andShould()
                      .resideInAPackage(house.name("adapters.sqlite.."))
                      .because("a store is reached through its port or not at all")),
          new HouseRule(
              "vault",
              house ->
                  classes()
                      .that()
                      .resideInAPackage(house.name("adapters.sqlite.."))
                      .and()
                      .areAssignableTo(Module.class)
                      .should()
                      .beAssignableTo(PrivateModule.class)
                      .because("what the storage module does not expose cannot be injected")));

  private WriteBoundaryRules() {}

  private static DescribedPredicate<JavaClass> partOf(String topLevelClass) {
    return describe(
        "part of " + topLevelClass,
        type ->
            type.getName().equals(topLevelClass) || type.getName().startsWith(topLevelClass + '$'));
  }

  private static boolean implementsAWrite(JavaClass type) {
    return !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && type.getAllRawInterfaces().stream().anyMatch(WriteBoundaryRules::isAWritePort);
  }

  private static boolean isAWritePort(JavaClass type) {
    // Results are sealed values that the ports hand out, not ports.
    return resideInAPackage(WRITE_PORTS).test(type) && !type.reflect().isSealed();
  }
}
