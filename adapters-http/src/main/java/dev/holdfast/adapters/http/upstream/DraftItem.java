package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** One item of a response as far as it has come. */
sealed interface DraftItem permits OutputMessage, OutputCall, OutputOther {

  /** Takes the item as its upstream ends it, and tells what was not told before. */
  void complete(ObjectNode whole) throws MalformedAnswer;

  /** The item, none if it says nothing. */
  List<Item> items() throws MalformedAnswer;

  /** Members of the Responses API only, as they are kept. */
  static RawFields kept(ObjectNode object, Set<String> known) {
    ObjectNode others = KeptMembers.telling(object, known);
    if (others.isEmpty()) {
      return RawFields.NONE;
    }
    ObjectNode kept = UpstreamJson.MAPPER.createObjectNode();
    kept.set(Members.OF_RESPONSES, others);
    return KeptMembers.raw(kept);
  }
}
