package dev.holdfast.app.usecase;

import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnRequest;
import java.util.List;
import java.util.Set;

/** A message that is not for the model: it begins the session anew. */
final class ResetCommand {

  /** Source: the commands of the chat channels that agents are used by today. */
  private static final Set<String> WORDS = Set.of("/new", "/reset");

  /** What a session is reset with, by a message as by the management API. */
  static final Scope NEEDED = Scope.WRITE;

  /** What the client hears. */
  static final String ANSWER =
      "A new conversation has begun. What was said before is kept, and is not seen from here.";

  private ResetCommand() {}

  /** Whether a request's new message is the command, and its caller may give it. */
  static boolean isIn(TurnRequest request) {
    if (!request.caller().scope().permits(NEEDED) || request.items().isEmpty()) {
      return false;
    }
    int last = request.items().size() - 1;
    boolean isAlone = last == 0 || !isMessageOf(Role.USER, request.items().get(last - 1));
    return isAlone
        && request.items().get(last)
            instanceof InputItem.Given(Item.Message(Role role, List<ContentPart> content, _))
        && role == Role.USER
        && content.size() == 1
        && content.getFirst() instanceof ContentPart.Text text
        && WORDS.contains(text.text().strip());
  }

  private static boolean isMessageOf(Role role, InputItem item) {
    return item instanceof InputItem.Given(Item.Message message) && message.role() == role;
  }
}
