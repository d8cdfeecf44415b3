package dev.holdfast.architecture.tidy;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.architecture.Repository;
import dev.holdfast.architecture.TextFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every package says what it is, and that nothing in it is null")
class PackageInfoTest {

  @Test
  void every_production_package_is_described_and_null_marked() {
    assertThat(undescribed(Repository.here().textFiles())).isEmpty();
  }

  @Test
  void a_package_without_either_is_found() {
    TextFile type = new TextFile("domain/src/main/java/dev/Thing.java", "package dev;\n");
    String described = "/** Things. */\n@NullMarked\npackage dev;\n";
    String unmarked = "/** Things. */\npackage dev;\n";
    String silent = "@NullMarked\npackage dev;\n";

    assertThat(undescribed(List.of(type))).containsExactly("domain/src/main/java/dev");
    assertThat(undescribed(List.of(type, packageInfo(unmarked)))).hasSize(1);
    assertThat(undescribed(List.of(type, packageInfo(silent)))).hasSize(1);
    assertThat(undescribed(List.of(type, packageInfo(described)))).isEmpty();
  }

  private static TextFile packageInfo(String text) {
    return new TextFile("domain/src/main/java/dev/package-info.java", text);
  }

  private static List<String> undescribed(List<TextFile> files) {
    Map<String, List<TextFile>> packages =
        files.stream()
            .filter(file -> file.path().matches("[^/]+/src/main/java/.*/[^/]+[.]java"))
            .collect(groupingBy(file -> file.path().substring(0, file.path().lastIndexOf('/'))));
    return packages.entrySet().stream()
        .filter(entry -> entry.getValue().stream().noneMatch(PackageInfoTest::describes))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean describes(TextFile file) {
    return file.name().equals("package-info.java")
        && file.text().startsWith("/**")
        && file.text().contains("\n@NullMarked\npackage ");
  }
}
