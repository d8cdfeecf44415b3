package dev.holdfast.ports.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.holdfast.ports.contract.ContractClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

@DisplayName("The contracts assert something, all of it, always")
class ContractsTest {

  private static final List<Class<?>> KEEPERS =
      List.of(
          InMemoryStorageTest.class,
          InMemoryControlPlaneTest.class,
          InMemoryTransactionTest.class,
          InMemorySessionTest.class,
          InMemoryTranscriptTest.class,
          InMemoryTurnTest.class,
          InMemoryResponseTest.class,
          InMemoryChangeTest.class);

  /** What the contracts had when they were last written; they only grow. */
  private static final int FEWEST_TESTS = 146;

  @Test
  void a_store_that_does_nothing_fails_every_test_of_every_contract() {
    List<String> failed = new ArrayList<>();
    List<String> notFailed = new ArrayList<>();

    LauncherFactory.create()
        .execute(
            request()
                .selectors(KEEPERS.stream().map(test -> selectClass(test)).toList())
                .configurationParameter(StoreOfTheRun.PARAMETER, StoreOfTheRun.NOTHING)
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  boolean noticed = result.getStatus() == TestExecutionResult.Status.FAILED;
                  (noticed ? failed : notFailed).add(test.getUniqueId());
                }
              }

              @Override
              public void executionSkipped(TestIdentifier test, String reason) {
                notFailed.add(test.getUniqueId());
              }
            });

    assertThat(notFailed).isEmpty();
    assertThat(failed.size()).isGreaterThanOrEqualTo(FEWEST_TESTS);
  }

  @Test
  void every_small_contract_is_part_of_one_that_stores_run() {
    assertThat(ContractClasses.found())
        .hasSizeGreaterThan(ContractClasses.contracts().size())
        .allSatisfy(
            found ->
                assertThat(ContractClasses.contracts())
                    .as(found.getName())
                    .anyMatch(contract -> found.isAssignableFrom(contract)));
  }

  @Test
  void every_contract_is_kept_by_the_store_in_memory() {
    assertThat(ContractClasses.contracts())
        .isNotEmpty()
        .allSatisfy(
            contract -> assertThat(KEEPERS).anyMatch(keeper -> contract.isAssignableFrom(keeper)));
  }

  @Test
  void no_contract_and_no_store_in_memory_can_skip_a_test() {
    assertThat(ContractClasses.thatCanBeSkipped(ContractsTest.class)).isEmpty();
  }

  @Test
  void a_class_that_can_be_skipped_is_found(@TempDir Path folder) throws Exception {
    Path skipping = folder.resolve("Skipping.class");
    Files.writeString(skipping, "\u0000Lorg/junit/jupiter/api/" + "Dis".concat("abled;"));
    Path honest = folder.resolve("Honest.class");
    Files.writeString(honest, "\u0000Lorg/junit/jupiter/api/Test;");

    assertThat(ContractClasses.namesAWayToSkip(skipping)).isTrue();
    assertThat(ContractClasses.namesAWayToSkip(honest)).isFalse();
  }
}
