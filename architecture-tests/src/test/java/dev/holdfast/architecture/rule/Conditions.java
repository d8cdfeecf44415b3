package dev.holdfast.architecture.rule;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/** Conditions that are a predicate with a name. */
final class Conditions {

  private Conditions() {}

  /** Holds for what the predicate holds for; an event says so with the description. */
  static <T extends HasDescription> ArchCondition<T> satisfy(
      String description, Predicate<T> predicate) {
    return new ArchCondition<>(description) {
      @Override
      public void check(T item, ConditionEvents events) {
        boolean satisfied = predicate.test(item);
        String verdict = satisfied ? " does " : " does not ";
        events.add(
            new SimpleConditionEvent(
                item, satisfied, item.getDescription() + verdict + description));
      }
    };
  }
}
