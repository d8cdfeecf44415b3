package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How types are made. */
final class TypeRules {

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "optional",
              house ->
                  noFields()
                      .should()
                      .haveRawType(belongToAnyOf(Optional.class))
                      .because("an alternative is a sealed type that says what its absence means")),
          new HouseRule(
              "flags",
              house ->
                  noMethods()
                      .that()
                      .arePublic()
                      .and()
                      .areDeclaredInClassesThat()
                      .resideInAnyPackage(house.names("domain..", "ports.."))
                      .should(Conditions.satisfy("take a boolean", TypeRules::takesABoolean))
                      .because("true says nothing at the call; an enum says what it means")),
          new HouseRule(
              "open",
              house ->
                  classes()
                      .that()
                      .areNotInterfaces()
                      .and()
                      .areNotEnums()
                      .and()
                      .areNotAnonymousClasses()
                      .and()
                      .doNotHaveModifier(JavaModifier.ABSTRACT)
                      .should()
                      .haveModifier(JavaModifier.FINAL)
                      .because("a class that was not made for inheritance breaks under it")),
          new HouseRule(
              "sealedports",
              house ->
                  noClasses()
                      .that()
                      .resideInAPackage(house.name("ports.."))
                      .should(Conditions.satisfy("seal behaviour", TypeRules::sealsBehaviour))
                      .because(
                          "a sealed port has no second store; sealed is for values and results")),
          new HouseRule(
              "visibility",
              house ->
                  noClasses()
                      .that()
                      .resideInAPackage(house.name("adapters.."))
                      .and()
                      .areTopLevelClasses()
                      .and()
                      .arePublic()
                      .and(describe("are no door", type -> !isDoor(house, type)))
                      .should(
                          Conditions.satisfy(
                              "stand open without a caller in another package",
                              TypeRules::isNeededAtHomeOnly))
                      .because("what nobody else needs is nobody else's to depend on")));

  private TypeRules() {}

  private static boolean takesABoolean(JavaMethod method) {
    // What a record, enum or functional interface must have is not ours to choose.
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(boolean.class));
  }

  private static boolean sealsBehaviour(JavaClass type) {
    return type.isInterface() && type.reflect().isSealed() && !isOfValues(type.reflect());
  }

  private static boolean isOfValues(Class<?> type) {
    return type.isRecord()
        || type.isEnum()
        || type.isSealed()
            && Arrays.stream(type.getPermittedSubclasses()).allMatch(TypeRules::isOfValues);
  }

  private static boolean isDoor(House house, JavaClass type) {
    return type.isAssignableTo(com.google.inject.Module.class)
        && type.getPackage()
            .getParent()
            .map(above -> above.getName())
            .orElse("")
            .equals(house.name("adapters"));
  }

  private static boolean isNeededAtHomeOnly(JavaClass type) {
    // Whoever uses a kind of a sealed type uses the type.
    return type.getPackage().getClasses().stream()
        .filter(one -> one.equals(type) || one.getName().startsWith(type.getName() + '$'))
        .flatMap(one -> one.getDirectDependenciesToSelf().stream())
        .map(Dependency::getOriginClass)
        .allMatch(origin -> origin.getPackageName().equals(type.getPackageName()));
  }
}
