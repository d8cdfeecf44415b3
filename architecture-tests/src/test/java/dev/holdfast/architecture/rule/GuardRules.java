package dev.holdfast.architecture.rule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * No command changes anything without the guard. What may be called without it is derived from what
 * commands that look are given, so that a new port is forbidden to them until it is handed to them.
 */
final class GuardRules {

  private static final String COMMANDS = "adapters.cli";
  private static final String PORTS = "ports.in";

  static final List<HouseRule> ALL =
      List.of(
          new HouseRule(
              "guard",
              house ->
                  noClasses()
                      .that()
                      .resideInAPackage(house.name(COMMANDS))
                      .and(
                          describe(
                              "are neither the program nor its guard",
                              type ->
                                  !isPartOf(type, house, "CommandLineProgram")
                                      && !isPartOf(type, house, "CliModule")
                                      && !isPartOf(type, house, "Guard")))
                      .should()
                      .dependOnClassesThat()
                      .haveFullyQualifiedName(house.name("ports.in.OperatorServices"))
                      .because("only the guard hands out what changes something")),
          new HouseRule(
              "client",
              house ->
                  noClasses()
                      .that()
                      .resideInAPackage(house.name(COMMANDS))
                      .and(
                          describe(
                              "are neither the guard nor what asks questions only",
                              type ->
                                  !isPartOf(type, house, "Guard")
                                      && !isPartOf(type, house, "Aftermath")
                                      && !isPartOf(type, house, "GatewayReader")))
                      .should()
                      .callConstructorWhere(
                          describe(
                              "a way to the gateway is opened",
                              call ->
                                  call.getTargetOwner()
                                      .getName()
                                      .equals(house.name("adapters.cli.GatewayClient"))))
                      .because("a gateway is asked once it has proven itself and the rule agrees")),
          new HouseRule(
              "looking",
              house ->
                  classes()
                      .that(
                          describe(
                              "are commands that only look",
                              type ->
                                  !type.isInterface()
                                      && type.isAssignableTo(
                                          house.name("adapters.cli.ReadingCommand"))))
                      .should(callWhatLooksOnly(house))
                      .because("a command that changes something has the guard before it")));

  private GuardRules() {}

  private static boolean isPartOf(JavaClass type, House house, String name) {
    String whole = house.name(COMMANDS + '.' + name);
    return type.getName().equals(whole) || type.getName().startsWith(whole + '$');
  }

  private static ArchCondition<JavaClass> callWhatLooksOnly(House house) {
    return new ArchCondition<>("call what looks only") {
      private Set<String> looks = Set.of();

      @Override
      public void init(Collection<JavaClass> all) {
        looks =
            all.stream()
                .flatMap(type -> reachable(type, house.name(COMMANDS), GuardRules::uses).stream())
                .filter(type -> type.getPackageName().equals(house.name(PORTS)))
                .filter(type -> type.getSimpleName().equals("ReadingServices"))
                .flatMap(type -> reachable(type, house.name(PORTS), GuardRules::tells).stream())
                .map(JavaClass::getName)
                .collect(TreeSet::new, Set::add, Set::addAll);
        looks.add(house.name("ports.in.HomeDoor"));
      }

      @Override
      public void check(JavaClass command, ConditionEvents events) {
        Stream<JavaMethodCall> forbidden =
            reachable(command, house.name(COMMANDS), GuardRules::uses).stream()
                .filter(type -> type.getPackageName().equals(house.name(COMMANDS)))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> isPort(call.getTargetOwner(), house))
                .filter(call -> !looks.contains(call.getTargetOwner().getName()));
        forbidden.forEach(
            call ->
                events.add(
                    SimpleConditionEvent.violated(
                        command, command.getName() + " reaches: " + call.getDescription())));
      }
    };
  }

  /** A value is what a port tells; a port is what can be asked to do something. */
  private static boolean isPort(JavaClass type, House house) {
    return type.getPackageName().equals(house.name(PORTS))
        && type.isInterface()
        && type.getMethods().stream()
            .anyMatch(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
        && !type.reflect().isSealed();
  }

  /** What a class uses: all that its code depends on. */
  private static Stream<JavaClass> uses(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass());
  }

  /** What a port tells: what its methods return, what is in that, and what it extends. */
  private static Stream<JavaClass> tells(JavaClass type) {
    return Stream.of(
            type.getMethods().stream().map(method -> method.getRawReturnType()),
            type.getRawInterfaces().stream(),
            type.getSubclasses().stream().filter(JavaClass::isRecord))
        .flatMap(Function.identity());
  }

  private static Set<JavaClass> reachable(
      JavaClass from, String within, Function<JavaClass, Stream<JavaClass>> next) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> ahead = new ArrayDeque<>(List.of(from));
    while (!ahead.isEmpty()) {
      JavaClass type = ahead.remove();
      if (reached.add(type) && type.getPackageName().equals(within)) {
        next.apply(type).forEach(ahead::add);
      }
    }
    return reached;
  }
}
