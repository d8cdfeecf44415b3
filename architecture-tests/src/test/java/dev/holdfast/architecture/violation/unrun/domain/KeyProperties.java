package dev.holdfast.architecture.violation.unrun.domain;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KeyProperties {

  @Property
  boolean holds(@ForAll int number) {
    return number == number + 0;
  }
}
