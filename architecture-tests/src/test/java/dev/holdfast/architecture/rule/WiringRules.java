package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static java.util.stream.Collectors.toSet;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How the parts are put together: one door each, everything by constructor. */
final class WiringRules {

  private static final String STRICT = "app.wiring.StrictInjectorModule";

  private static final Set<String> STRICTNESS =
      new TreeSet<>(
          Set.of(
              "disableCircularProxies",
              "requireAtInjectOnConstructors",
              "requireExactBindingAnnotations",
              "requireExplicitBindings"));

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "onemodule",
              house ->
                  all(adapters(house))
                      .should(publishOneModule())
                      .because("app.wiring reads as a list of parts, and each part has one door")),
          new HouseRule(
              "fieldinjection",
              house ->
                  noFields()
                      .should()
                      .beAnnotatedWith(Inject.class)
                      .orShould()
                      .beAnnotatedWith(com.google.inject.Inject.class)
                      .because("an object is whole when its constructor returns")),
          new HouseRule(
              "setterinjection",
              house ->
                  noMethods()
                      .should()
                      .beAnnotatedWith(Inject.class)
                      .orShould()
                      .beAnnotatedWith(com.google.inject.Inject.class)
                      .because("an object is whole when its constructor returns")),
          new HouseRule(
              "oneconstructor",
              house ->
                  classes()
                      .that(
                          describe(
                              "have an injected constructor",
                              type ->
                                  type.getConstructors().stream()
                                      .anyMatch(annotatedWith(Inject.class)::test)))
                      .should(haveOneConstructor())
                      .because("two ways to make a part are two parts to test")),
          new HouseRule(
              "injectors",
              house ->
                  classes()
                      .that(
                          describe(
                              "create an injector",
                              type -> calls(type, WiringRules::createsAnInjector) > 0))
                      .should(
                          Conditions.satisfy(
                              "make every injector strict",
                              type ->
                                  calls(type, WiringRules::createsAnInjector)
                                      == constructions(type, house.name(STRICT))))
                      .because("an injector that guesses finds a binding nobody wrote")),
          new HouseRule(
              "strict",
              house ->
                  classes()
                      .that()
                      .haveFullyQualifiedName(house.name(STRICT))
                      .should(
                          Conditions.satisfy(
                              "ask for all of " + STRICTNESS,
                              type ->
                                  type.getMethodCallsFromSelf().stream()
                                      .map(JavaCall::getName)
                                      .collect(toSet())
                                      .containsAll(STRICTNESS)))
                      .because("what is not asked for is not checked")),
          new HouseRule(
              "guice",
              house ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(house.name("app.wiring.."))
                      .and(describe("are no part of a module", type -> !isPartOfAModule(type)))
                      .should()
                      .dependOnClassesThat()
                      .resideInAPackage("com.google.inject..")
                      .because("only modules and the wiring know that there is an injector")));

  private WiringRules() {}

  private static AbstractClassesTransformer<JavaPackage> adapters(House house) {
    return new AbstractClassesTransformer<>("adapters") {
      @Override
      public Iterable<JavaPackage> doTransform(JavaClasses all) {
        return all.getPackage(house.name("adapters")).getSubpackages();
      }
    };
  }

  private static boolean createsAnInjector(JavaCall<?> call) {
    return call.getTargetOwner().isEquivalentTo(Guice.class)
        && call.getName().equals("createInjector");
  }

  private static long calls(JavaClass type, Predicate<JavaCall<?>> kind) {
    return type.getMethodCallsFromSelf().stream().filter(kind).count();
  }

  private static long constructions(JavaClass type, String constructed) {
    return type.getConstructorCallsFromSelf().stream()
        .filter(call -> call.getTargetOwner().getName().equals(constructed))
        .count();
  }

  private static boolean isPartOfAModule(JavaClass type) {
    return type.isAssignableTo(Module.class)
        || type.getEnclosingClass().map(WiringRules::isPartOfAModule).orElse(false);
  }

  private static ArchCondition<JavaPackage> publishOneModule() {
    return new ArchCondition<>("publish exactly one module") {
      @Override
      public void check(JavaPackage adapter, ConditionEvents events) {
        List<String> doors =
            adapter.getClasses().stream()
                .filter(type -> type.isAssignableTo(Module.class))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        events.add(
            new SimpleConditionEvent(
                adapter, doors.size() == 1, adapter.getName() + " publishes " + doors));
      }
    };
  }

  private static ArchCondition<JavaClass> haveOneConstructor() {
    return new ArchCondition<>("have no other") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int count = type.getConstructors().size();
        events.add(
            new SimpleConditionEvent(
                type, count == 1, type.getName() + " has " + count + " constructors"));
      }
    };
  }
}
