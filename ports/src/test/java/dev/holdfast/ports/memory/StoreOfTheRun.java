package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.DoNothingStore;
import dev.holdfast.ports.contract.StoreFixture;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a contract's test the store to look at: the one in memory, or, in the run that checks the
 * contracts themselves, one that does nothing.
 */
final class StoreOfTheRun implements ParameterResolver {

  static final String PARAMETER = "holdfast.store";
  static final String NOTHING = "nothing";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType().equals(StoreFixture.class);
  }

  @Override
  public StoreFixture resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getConfigurationParameter(PARAMETER).filter(NOTHING::equals).isPresent()
        ? new DoNothingStore()
        : new InMemoryFixture();
  }
}
