package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what of a request is new, against the stored path from root to head.
 *
 * <p>Clients send the new message only, or everything again; they regenerate, edit, delete and
 * trim. Items are compared by their fingerprint: role, joined text without space at its end, ids
 * and names of tool calls; reasoning and empty parts do not count.
 */
public final class HistoryAlignment {

  private HistoryAlignment() {}

  /** Whether a transcript is the first of its key. */
  public enum Lineage {
    FIRST,
    AFTER_RESET
  }

  /** Whether a request may end with a message of the assistant that the model is to go on with. */
  public enum Prefill {
    REFUSED,
    ALLOWED
  }

  /** What instructions at the start of a request are. */
  public enum Opening {
    /** They hold for this turn, and are compared as one block with the stored ones. */
    HOLDS_FOR_TURN,
    /** They are said at their place, like everything else. */
    IS_SAID
  }

  /**
   * Aligns a request that goes on from a place the client names: everything in it is new, but for
   * what it says again of the path. Clients send the call along with its result, some the whole
   * conversation, and those that try once more their last question.
   *
   * @param action what this does to the conversation
   * @param path the stored events from the root to that place, in order
   * @param named tells of an item of the request that the client named it as one of the path's
   */
  public static Alignment following(
      HistoryAction action,
      List<TranscriptEvent> path,
      List<Item> request,
      Predicate<Item> named,
      Prefill prefill) {
    if (hasNothingNew(request, prefill)) {
      return nothingNew(request);
    }
    return ToolRounds.check(
        new Alignment.Aligned(
            action, placeAt(path, path.size()), List.of(), newIn(request, path, named)),
        path);
  }

  private static List<Item> newIn(
      List<Item> request, List<TranscriptEvent> path, Predicate<Item> named) {
    int said = PathMatch.saidAtTheEnd(path.stream().map(TranscriptEvent::item).toList(), request);
    Set<String> awaited = ToolRounds.awaitedAtTheEnd(path);
    List<Item> rest =
        request.subList(said, request.size()).stream()
            .filter(named.negate())
            .filter(
                item -> !(item instanceof Item.ToolCall call && awaited.contains(call.callId())))
            .toList();
    boolean answered = !path.isEmpty() && path.getLast().item().isFromAssistant();
    // An answer without words does not count, but the model has given it: it is not asked again.
    return rest.isEmpty() && answered ? newest(request) : rest;
  }

  /**
   * Aligns a request.
   *
   * <ul>
   *   <li>An empty first transcript is seeded by all items; an empty one after a reset takes only
   *       those behind the last item of the assistant.
   *   <li>{@link HistoryMode#APPEND}: those items follow the head.
   *   <li>{@link HistoryMode#FULL}: the longest run of the request's first items in the path, whose
   *       oldest items the client may have left out, decides. A run up to the head: the rest is
   *       appended. A shorter one: the rest branches off behind it, and with no rest the model
   *       answers again. None: a new branch begins at the root, unless the request begins with a
   *       tool result, whose call only the path can hold.
   *   <li>{@link HistoryMode#AUTO}: full if this request or an earlier one of the session holds an
   *       item of the assistant, else append.
   * </ul>
   *
   * <p>Instructions that lead the request are compared as one block with those that lead the path.
   * Other ones than stored hold for this turn; none means the stored ones.
   *
   * @param habit how earlier requests of the session were
   * @param path the stored events from root to head, in order
   * @param request the request's items, in order, leading instructions included
   * @param opening what those leading instructions are
   */
  public static Alignment align(
      HistoryMode mode,
      Lineage lineage,
      ClientHabit habit,
      List<TranscriptEvent> path,
      List<Item> request,
      Opening opening,
      Prefill prefill) {
    if (hasNothingNew(request, prefill)) {
      return nothingNew(request);
    }
    int leading =
        switch (opening) {
          case HOLDS_FOR_TURN -> LeadingBlock.of(request);
          case IS_SAID -> 0;
        };
    if (leading == request.size() && !(path.isEmpty() && lineage == Lineage.FIRST)) {
      return nothingNew("The request holds instructions only.");
    }
    Alignment.Aligned aligned =
        place(
            isFull(mode, habit, request),
            lineage,
            path,
            opening,
            request.subList(0, leading),
            request.subList(leading, request.size()));
    return ToolRounds.check(aligned, path);
  }

  private static boolean hasNothingNew(List<Item> request, Prefill prefill) {
    return request.isEmpty()
        || (request.getLast().isFromAssistant() && !mayGoOn(request.getLast(), prefill));
  }

  private static Alignment nothingNew(List<Item> request) {
    return nothingNew(
        request.isEmpty()
            ? "The request holds no message."
            : "The last message is the assistant's, so nothing in it is new.");
  }

  private static boolean isFull(HistoryMode mode, ClientHabit habit, List<Item> request) {
    return switch (mode) {
      case APPEND -> false;
      case FULL -> true;
      case AUTO -> habit.after(request) == ClientHabit.RESENDS_CONVERSATION;
    };
  }

  private static Alignment.Aligned place(
      boolean full,
      Lineage lineage,
      List<TranscriptEvent> path,
      Opening opening,
      List<Item> leading,
      List<Item> talk) {
    if (path.isEmpty()) {
      return switch (lineage) {
        case FIRST ->
            new Alignment.Aligned(
                HistoryAction.SEEDED, EventParent.root(), List.of(), joined(leading, talk));
        case AFTER_RESET -> appended(path, leading, newest(talk));
      };
    }
    List<Item> ofTurn = LeadingBlock.isStored(leading, path) ? List.of() : leading;
    return full ? matched(path, opening, ofTurn, talk) : appended(path, ofTurn, newest(talk));
  }

  private static Alignment.Aligned appended(
      List<TranscriptEvent> path, List<Item> ofTurn, List<Item> input) {
    return new Alignment.Aligned(HistoryAction.APPENDED, placeAt(path, path.size()), ofTurn, input);
  }

  private static Alignment.Aligned matched(
      List<TranscriptEvent> path, Opening opening, List<Item> ofTurn, List<Item> talk) {
    int stored =
        switch (opening) {
          case HOLDS_FOR_TURN -> LeadingBlock.in(path);
          case IS_SAID -> 0;
        };
    List<Item> said =
        path.subList(stored, path.size()).stream().map(TranscriptEvent::item).toList();
    PathMatch match = PathMatch.of(said, talk);
    List<Item> rest = talk.subList(match.requestEnd(), talk.size());
    if (match.reachesHead()) {
      return appended(path, ofTurn, rest);
    }
    if (match.length() == 0 && talk.getFirst() instanceof Item.ToolResult) {
      // Its call stands in the path or nowhere, so it cannot begin a branch of its own.
      return appended(path, ofTurn, newest(talk));
    }
    if (match.length() == 0 && !ofTurn.isEmpty()) {
      return new Alignment.Aligned(
          HistoryAction.BRANCHED, EventParent.root(), List.of(), joined(ofTurn, talk));
    }
    return new Alignment.Aligned(
        HistoryAction.BRANCHED, placeAt(path, stored + match.storedEnd()), ofTurn, rest);
  }

  /**
   * The items behind the last one of the assistant, not counting one the model is to go on with.
   */
  private static List<Item> newest(List<Item> talk) {
    int start = talk.size() - 1;
    while (start > 0 && !talk.get(start - 1).isFromAssistant()) {
      start--;
    }
    return talk.subList(start, talk.size());
  }

  private static boolean mayGoOn(Item last, Prefill prefill) {
    return switch (prefill) {
      case REFUSED -> false;
      case ALLOWED -> last instanceof Item.Message;
    };
  }

  private static EventParent placeAt(List<TranscriptEvent> path, int end) {
    return end == 0 ? EventParent.root() : EventParent.after(path.get(end - 1).id());
  }

  /** How many events of a path stand before a place in it. */
  static int endOf(List<TranscriptEvent> path, EventParent at) {
    return switch (at) {
      case EventParent.Root root -> 0;
      case EventParent.After(EventId id) -> {
        int end = path.size();
        while (end > 0 && !path.get(end - 1).id().equals(id)) {
          end--;
        }
        yield end;
      }
    };
  }

  private static List<Item> joined(List<Item> first, List<Item> second) {
    List<Item> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static Alignment nothingNew(String what) {
    return new Alignment.Misfit(
        RefusalReason.NO_NEW_INPUT,
        what + " Nothing was stored. End the request with a user message or a tool result.");
  }
}
