package dev.holdfast.architecture.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.holdfast.architecture.Repository;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The application cannot name what stores its writes")
class StoreCompileTest {

  private static final String WRITE_PORTS = WriteTransactions.class.getPackageName();

  /** Every class that implements a write port, as it was built. */
  static Stream<String> stores() {
    return new ClassFileImporter()
        .importPaths(Repository.here().mainOutputs().toArray(Path[]::new)).stream()
            .filter(type -> type.getPackageName().startsWith("dev.holdfast.adapters.sqlite"))
            .filter(JavaClass::isTopLevelClass)
            .filter(
                type ->
                    type.getAllRawInterfaces().stream()
                        .anyMatch(port -> port.getPackageName().equals(WRITE_PORTS)))
            .map(JavaClass::getName);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void a_store_is_not_public(String store, @TempDir Path folder) throws IOException {
    assertThat(errorsOfNaming(store, folder))
        .containsExactly("compiler.err.not.def.public.cant.access");
  }

  @Test
  void the_module_of_the_store_is(@TempDir Path folder) throws IOException {
    assertThat(errorsOfNaming("dev.holdfast.adapters.sqlite.SqliteModule", folder)).isEmpty();
  }

  private static List<String> errorsOfNaming(String type, Path folder) throws IOException {
    Path sources = Files.createDirectory(folder.resolve("sources"));
    Files.writeString(
        sources.resolve("Naming.java"),
        "package dev.holdfast.app.usecase;\n\nrecord Naming(" + type + " store) {}\n");
    Compilation compilation = Compilation.of(sources, "dev.holdfast.app", folder);
    return compilation.errors().stream().map(Compilation.Error::code).toList();
  }
}
