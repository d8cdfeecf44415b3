package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a gateway tells of its process and its configuration, told on. */
final class ProcessFacts {

  private ProcessFacts() {}

  static List<String> facts(Members status) {
    List<String> facts = new ArrayList<>(List.of("address", status.text("url")));
    facts.addAll(standing(status));
    return facts;
  }

  /**
   * Since when it serves, which is later than its process began, whether it begins turns, what it
   * is busy with, and what waits for a restart.
   */
  static List<String> standing(Members status) {
    List<String> facts = new ArrayList<>();
    if (!status.text("state").equals("starting")) {
      facts.addAll(List.of("serving since", Times.text(status.text("serving_since"))));
    }
    facts.addAll(
        List.of(
            "state", status.text("state"),
            "running", status.text("turns_running") + " turns",
            "waiting", status.text("turns_waiting") + " turns"));
    List<String> waiting = status.object("configuration").texts("needs_restart");
    if (!waiting.isEmpty()) {
      facts.addAll(List.of("next start", String.join(", ", waiting)));
    }
    return facts;
  }

  /** Tells how the gateway stands, behind a sentence. */
  static Answer told(String sentence, Members status) {
    return new Answer.Done(
        new JsonObject().put("gateway", status.json()),
        screen -> {
          screen.advice(sentence);
          screen.facts(Screen.named(facts(status)));
        });
  }

  /** A configuration that did not come into force, with all that is wrong with it. */
  static Answer.Problem kept(String message, Members answer) {
    return ConfigurationProblem.of(message, findings(answer));
  }

  static List<Finding> findings(Members answer) {
    return answer.objects("findings").stream()
        .map(
            finding ->
                new Finding(
                    finding.text("id"),
                    severity(finding.text("severity")),
                    finding.text("what"),
                    finding.text("where"),
                    finding.text("remedy")))
        .toList();
  }

  private static Severity severity(String word) {
    return Severity.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
