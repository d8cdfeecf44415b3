package dev.holdfast.architecture.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.holdfast.architecture.Repository;
import dev.holdfast.architecture.boundary.narrow.NarrowContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every write path has its contract")
class WritePathsTest {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter().importPaths(Repository.here().mainOutputs().toArray(Path[]::new));

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
  void a_contract_takes_each_of_them() {
    List<JavaClass> contracts =
        new ClassFileImporter()
            .importPath(Repository.here().root().resolve("ports/target/test-classes")).stream()
                .filter(type -> type.getPackageName().equals("dev.holdfast.ports.contract"))
                .toList();

    assertThat(WritePaths.taken(contracts)).containsAll(WritePaths.offered(PRODUCTION));
  }

  @Test
  void a_path_that_no_contract_takes_is_found() {
    JavaClasses narrow = new ClassFileImporter().importClasses(NarrowContract.class);

    assertThat(WritePaths.taken(List.copyOf(narrow)))
        .contains("TranscriptWrites.append", "SessionWrites.apply", "SessionChange.ClearRoute")
        .doesNotContain("TurnWrites.end", "TurnChange.Ended", "SessionChange.Rotate");
  }
}
