package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool call of an answer as far as it has come. It is told from the moment its name is known.
 */
final class CallDraft {

  private final int choice;
  private final int index;
  private final CallIds ids;
  private final ModelDeltas deltas;

  private String id = "";
  private String name = "";
  private boolean begun;
  private final GrowingText arguments = new GrowingText();
  private final KeptMembers extra = new KeptMembers();

  CallDraft(int choice, int index, CallIds ids, ModelDeltas deltas) {
    this.choice = choice;
    this.index = index;
    this.ids = ids;
    this.deltas = deltas;
  }

  /** Whether a chunk with this id and name must be of another call, whatever index it states. */
  boolean isOther(String chunkId, String chunkName) {
    return begun && !chunkId.isEmpty() && !chunkId.equals(id) && !chunkName.isEmpty();
  }

  /** Takes what a chunk says of this call; empty texts say nothing. */
  void add(String chunkId, String chunkName, String fragment, ObjectNode others) {
    extra.join(others);
    if (!begun) {
      id = id.isEmpty() ? chunkId : id;
      name = name.isEmpty() ? chunkName : name;
    }
    String told = arguments.add(fragment);
    if (begun) {
      tell(told);
    } else if (!name.isEmpty()) {
      begin();
    }
  }

  /** Puts members in the place of those of the same names. */
  void extra(ObjectNode others) {
    others.properties().forEach(member -> extra.replace(member.getKey(), member.getValue()));
  }

  /** Takes the arguments as a whole, where they are said once more behind their fragments. */
  void complete(String whole) {
    String rest = arguments.complete(whole);
    if (begun) {
      tell(rest);
    }
  }

  private void begin() {
    begun = true;
    id = id.isEmpty() ? ids.next() : id;
    deltas.delta(new ModelDelta.ToolCallBegun(choice, index, id, name, extra.raw()));
    tell(arguments.toString());
  }

  private void tell(String fragment) {
    if (!fragment.isEmpty()) {
      deltas.delta(new ModelDelta.ToolCallArguments(choice, index, fragment));
    }
  }

  int length() {
    return arguments.length();
  }

  /**
   * The call.
   *
   * @throws MalformedAnswer if the upstream never named it
   */
  Item item() throws MalformedAnswer {
    if (!begun) {
      throw new MalformedAnswer("called a tool without naming it");
    }
    return new Item.ToolCall(id, name, arguments.toString(), extra.raw());
  }
}
