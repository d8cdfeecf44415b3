package dev.holdfast.architecture.boundary;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.architecture.Repository;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every main module has a descriptor, and the descriptors hold the write boundary")
class ModuleDescriptorTest {

  private static final String OURS = "dev.holdfast.";
  private static final String WRITE_PORTS = "dev.holdfast.ports.out.write";

  /** Class file versions are this much ahead of Java's own. */
  private static final int CLASS_FILE_LEAD = 44;

  private final Map<String, ModuleReference> modules =
      ModuleFinder.of(Repository.here().mainOutputs().toArray(Path[]::new)).findAll().stream()
          .collect(toMap(module -> module.descriptor().name(), module -> module));

  @Test
  void each_main_module_has_its_descriptor() {
    // A module without one is compiled on the class path, where nothing is hidden.
    assertThat(modules.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Repository.here().mainModules().stream()
                .map(ModuleDescriptorTest::moduleName)
                .toList());
    assertThat(modules.values()).noneMatch(module -> module.descriptor().isAutomatic());
  }

  @Test
  void the_write_ports_are_exported_to_the_use_cases_and_the_store_only() {
    assertThat(descriptor("dev.holdfast.ports").exports())
        .filteredOn(export -> export.source().equals(WRITE_PORTS))
        .singleElement()
        .satisfies(
            export ->
                assertThat(export.targets())
                    .containsExactlyInAnyOrder("dev.holdfast.app", "dev.holdfast.adapters.sqlite"));
  }

  @Test
  void nothing_else_is_exported_to_friends_or_opened() {
    for (ModuleReference module : modules.values()) {
      assertThat(module.descriptor().exports())
          .filteredOn(ModuleDescriptor.Exports::isQualified)
          .allMatch(export -> export.source().equals(WRITE_PORTS));
      assertThat(module.descriptor().opens()).isEmpty();
      assertThat(module.descriptor().isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adapters.cli", "adapters.http", "adapters.sqlite"})
  void an_adapter_exports_one_package(String module) {
    assertThat(descriptor(OURS + module).exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactly(OURS + module);
  }

  @Test
  void the_application_exports_nothing() {
    assertThat(descriptor("dev.holdfast.app").exports()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "domain,          ''",
    "ports,           domain",
    "adapters.cli,    domain ports",
    "adapters.http,   domain ports",
    "adapters.sqlite, domain ports",
    "app,             domain ports adapters.cli adapters.http adapters.sqlite"
  })
  void a_module_reads_only_what_lies_further_in(String module, String further) {
    List<String> expected =
        further.isEmpty()
            ? List.of()
            : List.of(further.split(" ")).stream().map(OURS::concat).toList();

    assertThat(required(OURS + module))
        .filteredOn(name -> name.startsWith(OURS))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain", "ports"})
  void the_inner_modules_need_nothing_but_the_jdk_and_jspecify(String module) {
    assertThat(required(OURS + module))
        .filteredOn(name -> !name.startsWith(OURS))
        .containsExactlyInAnyOrder("java.base", "org.jspecify");
  }

  @ParameterizedTest
  @CsvSource({
    "domain,          21",
    "ports,           21",
    "adapters.cli,    25",
    "adapters.http,   25",
    "adapters.sqlite, 25",
    "app,             25"
  })
  void plugins_can_use_the_inner_modules_on_java_21(String module, int java) throws IOException {
    assertThat(classFileVersions(modules.get(OURS + module)))
        .containsExactly(java + CLASS_FILE_LEAD);
  }

  private static Set<Integer> classFileVersions(ModuleReference module) throws IOException {
    try (ModuleReader reader = module.open();
        Stream<String> names = reader.list()) {
      Set<Integer> versions = new HashSet<>();
      for (String name : names.filter(ModuleDescriptorTest::isClassFile).toList()) {
        try (InputStream bytes = reader.open(name).orElseThrow()) {
          DataInputStream data = new DataInputStream(bytes);
          data.skipNBytes(Integer.BYTES + Short.BYTES); // magic and minor version
          versions.add(data.readUnsignedShort());
        }
      }
      return versions;
    }
  }

  private static boolean isClassFile(String name) {
    // The descriptor is compiled for Java 17, so that Maven's own JVM can read it.
    return name.endsWith(".class") && !name.equals("module-info.class");
  }

  private ModuleDescriptor descriptor(String name) {
    return modules.get(name).descriptor();
  }

  private Set<String> required(String name) {
    return descriptor(name).requires().stream()
        .map(ModuleDescriptor.Requires::name)
        .collect(toSet());
  }

  private static String moduleName(Path folder) {
    return OURS + folder.getFileName().toString().replace('-', '.');
  }
}
