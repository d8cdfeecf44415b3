package dev.holdfast.architecture.boundary;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.holdfast.architecture.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;

@DisplayName("Contracts hold every store, and every write path has one")
class ContractsTest {

  private static final String CONTRACTS = "dev.holdfast.ports.contract";

  /** Where each store's tests are; a further store is one more line. */
  private static final List<String> STORES =
      List.of("dev.holdfast.ports.memory", "dev.holdfast.adapters.sqlite");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter().importPaths(Repository.here().mainOutputs().toArray(Path[]::new));

  private static final JavaClasses TESTS =
      new ClassFileImporter().importPaths(Repository.here().testOutputs().toArray(Path[]::new));

  static Stream<JavaClass> contracts() {
    return TESTS.stream()
        .filter(type -> type.getPackageName().equals(CONTRACTS) && type.isInterface())
        .filter(
            type ->
                type.getMethods().stream()
                    .anyMatch(method -> method.isMetaAnnotatedWith(Testable.class)));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void every_store_keeps_the_contract(JavaClass contract) {
    Set<String> keepers =
        contract.getAllSubclasses().stream()
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getPackageName)
            .collect(toSet());

    assertThat(keepers).containsAll(STORES);
  }

  @Test
  void the_write_paths_are_found_in_the_ports() {
    assertThat(WritePaths.offered(PRODUCTION))
        .contains(
            "SessionChange.Reserve",
            "SessionWrites.apply",
            "TokenWrites.add",
            "TranscriptWrites.append",
            "TurnChange.Ended",
            "TurnWrites.interruptAllBut",
            "WriteTransactions.inAgent")
        .allMatch(path -> path.matches(".*(Write|Writes|Transaction|Transactions|Change)[.].*"));
  }

  @Test
  void a_contract_takes_each_write_path() {
    List<JavaClass> contracts =
        TESTS.stream().filter(type -> type.getPackageName().equals(CONTRACTS)).toList();

    assertThat(WritePaths.taken(contracts)).containsAll(WritePaths.offered(PRODUCTION));
  }

  @Test
  void a_path_that_no_contract_takes_is_found() {
    List<JavaClass> narrow =
        TESTS.stream().filter(type -> type.getSimpleName().equals("NarrowContract")).toList();

    assertThat(WritePaths.taken(narrow))
        .contains("TranscriptWrites.append", "SessionWrites.apply", "SessionChange.ClearRoute")
        .doesNotContain("TurnWrites.end", "TurnChange.Ended", "SessionChange.Rotate");
  }
}
