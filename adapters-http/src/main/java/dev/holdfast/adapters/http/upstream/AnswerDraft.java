package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import dev.holdfast.ports.out.model.ModelOutcome.ReportedUsage;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** An upstream's answer as far as it has come. */
final class AnswerDraft {

  /** The most answers a request can ask for. Source: parameter {@code n} of the OpenAI API. */
  private static final int MAX_CHOICES = 128;

  private final CallIds ids;
  private final ModelDeltas deltas;

  private final SortedMap<Integer, ChoiceDraft> choices = new TreeMap<>();
  private final KeptMembers extra = new KeptMembers();
  private ReportedUsage usage = new ReportedUsage.Unknown();

  AnswerDraft(CallIds ids, ModelDeltas deltas) {
    this.ids = ids;
    this.deltas = deltas;
  }

  /** The answer of an index from 0. */
  ChoiceDraft choice(int index) throws MalformedAnswer {
    if (index < 0 || index >= MAX_CHOICES) {
      throw new MalformedAnswer("numbered a choice " + index);
    }
    return choices.computeIfAbsent(index, absent -> new ChoiceDraft(index, ids, deltas));
  }

  void usage(Usage reported) {
    usage = new ReportedUsage.Known(reported);
  }

  /** Keeps a member of the answer that is only passed on; chunks repeat it. */
  void extra(String name, JsonNode value) {
    extra.replace(name, value);
  }

  /** Whether every choice that was begun has said why it ended. */
  boolean isFinished() {
    return !choices.isEmpty() && choices.values().stream().allMatch(ChoiceDraft::isFinished);
  }

  /** The answer, taken as whole. */
  ModelOutcome.Answered answered() throws MalformedAnswer {
    if (choices.isEmpty()) {
      throw new MalformedAnswer("answered without any choice");
    }
    List<Choice> whole = new ArrayList<>(choices.size());
    for (ChoiceDraft choice : choices.values()) {
      whole.add(choice.choice());
    }
    return new ModelOutcome.Answered(whole, usage, extra.raw());
  }

  /**
   * What is worth keeping of an answer that was cut short: the words of the first choice. A call
   * whose arguments may be cut is none.
   */
  List<Item> partial() {
    return choices.values().stream().findFirst().map(ChoiceDraft::spoken).orElse(List.of());
  }
}
