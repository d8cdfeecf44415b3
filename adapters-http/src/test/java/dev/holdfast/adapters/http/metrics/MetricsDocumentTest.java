package dev.holdfast.adapters.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.ProcessMemory;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.env.Telemetry.WaitEnd;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/metrics.md lists what the page shows")
class MetricsDocumentTest {

  /** Tests run in the folder of their module. */
  private static final Path DOCUMENT = Path.of("../docs/metrics.md");

  private static final Pattern ROW =
      Pattern.compile("^\\| `(holdfast_\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
  private static final ProviderId OPENAI = new ProviderId("openai");

  @Test
  void with_types_and_labels() throws IOException {
    Map<String, String> documented =
        ROW.matcher(Files.readString(DOCUMENT))
            .results()
            .collect(
                Collectors.toMap(
                    row -> row.group(1),
                    row -> described(row.group(2), labels(row)),
                    (a, b) -> "twice",
                    TreeMap::new));

    assertThat(documented).isEqualTo(shown());
  }

  private static TreeSet<String> labels(MatchResult row) {
    return Arrays.stream(row.group(3).replace("`", "").split(","))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String described(String type, TreeSet<String> labels) {
    return type + " " + labels;
  }

  /** Every family of ours once everything was told. */
  private static Map<String, String> shown() {
    Injector injector =
        Guice.createInjector(
            new MetricsModule(),
            binder -> binder.bind(ProcessMemory.class).toInstance(OptionalLong::empty));
    Telemetry telemetry = injector.getInstance(Telemetry.class);
    telemetry.turnEnded(TurnApi.RESPONSES, TurnState.CANCELLED, Duration.ZERO);
    telemetry.turnRefused(TurnApi.RESPONSES, RefusalReason.NO_NEW_INPUT);
    telemetry.waitBegan();
    telemetry.waitEnded(WaitEnd.ENTERED, Duration.ZERO);
    telemetry.modelBegan(OPENAI, Duration.ZERO);
    telemetry.modelEnded(OPENAI, new ModelOutcome.Cancelled(List.of()), Duration.ZERO);
    Metrics metrics = injector.getInstance(Metrics.class);
    metrics.requestEnded("GET", "/health", 200, Duration.ZERO);
    Page page = Page.read(new String(metrics.page(), StandardCharsets.UTF_8));
    Map<String, String> shown = new TreeMap<>();
    page.types()
        .forEach(
            (name, type) -> {
              if (name.startsWith("holdfast_") && !name.endsWith("_max")) {
                shown.put(name, described(type, labels(page, name)));
              }
            });
    return shown;
  }

  private static TreeSet<String> labels(Page page, String family) {
    return page.samples().keySet().stream()
        .filter(sample -> sample.startsWith(family))
        .flatMap(sample -> LABEL.matcher(sample).results())
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
