package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.List;

/** An upstream's answer as far as it has come, read in the dialect of one API. */
interface IncomingAnswer {

  /**
   * Takes an answer that was not streamed.
   *
   * @throws ReportedError if it is an error
   * @throws MalformedAnswer if it is neither
   */
  void whole(byte[] json, int length) throws ReportedError, MalformedAnswer;

  /**
   * Takes the data of one event of a stream.
   *
   * @return whether nothing more of the answer comes behind it; false where only the end mark tells
   * @throws ReportedError if it is an error
   * @throws MalformedAnswer if it is no event of the API; what came before it stays
   */
  boolean event(byte[] json, int length) throws ReportedError, MalformedAnswer;

  /** Whether what came is a whole answer even if the end mark is missing. */
  boolean isFinished();

  /** The answer, taken as whole. */
  ModelOutcome.Answered answered() throws MalformedAnswer;

  /** What is worth keeping of an answer that was cut short: its words, and no call. */
  List<Item> partial();
}
