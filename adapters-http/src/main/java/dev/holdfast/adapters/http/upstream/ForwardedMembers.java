package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.RawFields;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's members, parted into those that the gateway writes itself and those that are passed
 * on as they came.
 *
 * @param owned what was asked for under names that the gateway writes itself
 * @param others the rest, untouched if nothing had to be taken out
 */
record ForwardedMembers(ObjectNode owned, RawFields others) {

  /** Parts the members; their text is parsed only if it may hold an owned one. */
  static ForwardedMembers of(RawFields members, Set<String> owned) {
    boolean none = owned.stream().noneMatch(name -> members.json().contains('"' + name + '"'));
    return none
        ? new ForwardedMembers(UpstreamJson.MAPPER.createObjectNode(), members)
        : new ForwardedMembers(
            tree(members).retain(owned), KeptMembers.raw(tree(members).without(owned)));
  }

  private static ObjectNode tree(RawFields members) {
    return (ObjectNode) UpstreamJson.MAPPER.readTree(members.json());
  }
}
