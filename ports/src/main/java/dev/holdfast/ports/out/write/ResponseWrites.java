package dev.holdfast.ports.out.write;

import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import java.time.Instant;

/** Writes response objects. */
public interface ResponseWrites {

  /**
   * Stores a response whose turn and input are stored.
   *
   * @throws IllegalArgumentException if the head is no event of the session
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if a rule of the
   *     store refuses the row: an id that was used before, a turn that has a response already, an
   *     unknown turn or one of another session
   */
  void add(NewResponse response);

  /**
   * Stores what is known of a response once its turn has ended. Does nothing if the response was
   * removed meanwhile.
   *
   * @param head what a response after this one follows
   * @param extra members of the upstream's answer that are passed on
   * @throws IllegalArgumentException if the head is no event of the session
   */
  void end(ResponseId response, EventParent head, RawFields extra);

  /**
   * Removes a response object; its turn and its events stay. But the last response of an unlisted
   * transcript takes it along, with its events, unless a turn of it runs: nothing leads there any
   * more.
   *
   * @return whether there was one
   */
  boolean remove(ResponseId response);

  /**
   * Removes unlisted transcripts with their events and responses, and with all content that no
   * other transcript shares: those that began, as did their newest turn, before a moment, and none
   * of whose turns runs; the oldest first. Their turn rows stay as rows without content: what is
   * told of a failure, a cancellation or an interruption becomes the empty text, because the
   * upstream's words may repeat the question. Its cause stays.
   *
   * @param limit at most this many transcripts, 1 to 1000, so that the writer is not held for long
   * @return how many there were; fewer than the limit when no more are left
   */
  int removeUnlistedBefore(Instant moment, int limit);
}
