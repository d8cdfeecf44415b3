package dev.holdfast.architecture.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A write outside the boundary does not compile")
class WriteBoundaryCompileTest {

  private static final String APP = "dev.holdfast.app";
  private static final String CLI = "dev.holdfast.adapters.cli";
  private static final String DOMAIN = "dev.holdfast.domain";
  private static final String HTTP = "dev.holdfast.adapters.http";
  private static final String PORTS = "dev.holdfast.ports";
  private static final String SQLITE = "dev.holdfast.adapters.sqlite";

  private static final String NOT_VISIBLE = "compiler.err.package.not.visible";

  /**
   * Two sources that differ in one thing.
   *
   * @param folder holds {@code forbidden} and {@code allowed}
   * @param module the module both are added to
   * @param code the one error of the forbidden one
   * @param message a part of that error's text
   */
  record Twins(String folder, String module, String code, String message) {
    @Override
    public String toString() {
      return folder;
    }
  }

  static Stream<Twins> twins() {
    return Stream.of(
        new Twins(
            "http-names-a-write-port",
            HTTP,
            NOT_VISIBLE,
            "does not export it to module dev.holdfast.adapters.http"),
        new Twins(
            "cli-names-a-write-port",
            CLI,
            NOT_VISIBLE,
            "does not export it to module dev.holdfast.adapters.cli"),
        new Twins(
            "http-names-the-store",
            HTTP,
            NOT_VISIBLE,
            "module dev.holdfast.adapters.http does not read it"),
        new Twins(
            "app-makes-a-route",
            APP,
            "compiler.err.not.def.public.cant.access",
            "is not public in dev.holdfast.domain.route.ModelRoute"),
        new Twins(
            "app-invents-a-change",
            APP,
            "compiler.err.cant.inherit.from.sealed",
            "dev.holdfast.domain.session.SessionChange"),
        new Twins(
            "store-forgets-a-session-change",
            SQLITE,
            "compiler.err.not.exhaustive",
            "does not cover all possible input values"),
        new Twins(
            "store-forgets-a-turn-change",
            SQLITE,
            "compiler.err.not.exhaustive",
            "does not cover all possible input values"),
        new Twins("domain-names-sql", DOMAIN, NOT_VISIBLE, "does not read it"),
        new Twins("ports-names-logging", PORTS, NOT_VISIBLE, "does not read it"));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void the_forbidden_source_has_exactly_this_error(Twins twins, @TempDir Path output) {
    Compilation compilation = compile(twins, "forbidden", output);

    assertThat(compilation.errors())
        .extracting(Compilation.Error::code)
        .containsExactly(twins.code);
    assertThat(compilation.errors())
        .extracting(Compilation.Error::message)
        .allSatisfy(message -> assertThat(message).contains(twins.message));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void its_allowed_twin_compiles(Twins twins, @TempDir Path output) {
    Compilation compilation = compile(twins, "allowed", output);

    assertThat(compilation.errors()).isEmpty();
  }

  private static Compilation compile(Twins twins, String side, Path output) {
    URL sources =
        Objects.requireNonNull(
            WriteBoundaryCompileTest.class.getResource("/compile/" + twins.folder + '/' + side));
    try {
      return Compilation.of(Path.of(sources.toURI()), twins.module, output);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
