package dev.holdfast.app.files.configuration;

import dev.holdfast.domain.route.RuntimeId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The entries of {@code runtimes}, and what they mean. */
final class RuntimesPart {

  static final TableShape<RuntimeId, RuntimeId> SHAPE =
      new TableShape<>(
          "the name of a runtime, 1 to 64 characters",
          RuntimesPart::runtime,
          ChoiceShape.only(RuntimeId.API.value(), RuntimeId.API));

  private RuntimesPart() {}

  static Map<RuntimeId, RuntimeId> settings(Table<RuntimeId, RuntimeId> table) {
    Map<RuntimeId, RuntimeId> runtimes = new LinkedHashMap<>();
    table.entries().forEach(entry -> runtimes.put(entry.name(), entry.value()));
    return runtimes;
  }

  private static Optional<RuntimeId> runtime(String text) {
    String folded = text.strip().toLowerCase(Locale.ROOT);
    return folded.isEmpty() || folded.length() > 64
        ? Optional.empty()
        : Optional.of(new RuntimeId(folded));
  }
}
