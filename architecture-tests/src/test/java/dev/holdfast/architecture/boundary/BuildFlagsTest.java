package dev.holdfast.architecture.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.architecture.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("No build file breaks a module of ours open")
class BuildFlagsTest {

  static Stream<Path> buildFiles() {
    Repository repository = Repository.here();
    Stream<Path> poms =
        Stream.concat(Stream.of(repository.root()), repository.modules().stream())
            .map(folder -> folder.resolve("pom.xml"));
    Stream<Path> others =
        Stream.of(
                ".mvn/maven.config",
                ".mvn/jvm.config",
                "dev",
                "holdfast",
                "app/src/dist/bin/holdfast")
            .map(repository.root()::resolve)
            .filter(Files::isRegularFile);
    return Stream.concat(poms, others);
  }

  @ParameterizedTest
  @MethodSource("buildFiles")
  void it_names_no_module_of_ours_in_a_flag(Path file) throws Exception {
    assertThat(BuildFlags.thatOpenOurModules(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<arg>--add-exports</arg>\n<arg>dev.holdfast.ports/dev.holdfast.ports.out.write=x</arg>",
        "<argLine>--add-opens=dev.holdfast.domain/dev.holdfast.domain.route=ALL-UNNAMED</argLine>",
        "--add-reads dev.holdfast.adapters.http=dev.holdfast.adapters.sqlite",
        "--patch-module=dev.holdfast.ports=elsewhere",
        "--add-exports java.base/sun.nio.ch=dev.holdfast.app",
        "<Add-Opens>dev.holdfast.domain/dev.holdfast.domain.route</Add-Opens>"
      })
  void a_flag_that_names_one_is_found(String flag) {
    assertThat(BuildFlags.thatOpenOurModules(flag)).hasSize(1);
  }

  @Test
  void a_flag_that_opens_the_compiler_is_none_of_our_business() {
    String flag = "<arg>--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED</arg>";

    assertThat(BuildFlags.thatOpenOurModules(flag)).isEmpty();
  }
}
