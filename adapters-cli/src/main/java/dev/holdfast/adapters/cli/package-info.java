/**
 * The commands operators type: arguments in, text or JSON and an exit code out. No SQL, no policy:
 * whatever a command tells comes from {@code ports.in}.
 *
 * <h2>What {@code --json} prints</h2>
 *
 * <p>Each command prints one JSON object on one line of standard output, whatever happens:
 *
 * <pre>{@code
 * {"ok":true,"data":{…}}
 * {"ok":false,"error":{"code":"…","message":"…","remedies":["…"],"exitCode":2},"data":{…}}
 * }</pre>
 *
 * <p>{@code ok} is true exactly if the exit code is 0. {@code error} is there only if {@code ok} is
 * false; {@code data} is always there and may be empty. Members are never left out for lack of a
 * value: they are {@code null} then. Instants are ISO 8601 in UTC. Members may be added later, so a
 * reader passes over the ones it does not know.
 *
 * <p>{@code gateway run} prints one such object per event, each with a further member {@code
 * event}: {@code created}, {@code finding}, {@code ready}, and as the last one {@code ended}. A
 * command that changes something first prints the event {@code writing}, which says how, in which
 * home and into which files, and then its answer as {@code ended}. Any command may print events
 * {@code finding} before that, about the way the home was found.
 *
 * <h2>Who may change something</h2>
 *
 * <p>A {@code ReadingCommand} is given nothing that changes anything. A {@code GuardedCommand} says
 * what it is about to do, and the {@code Guard} alone hands out what it is done with (ADR 0031).
 */
@NullMarked
package dev.holdfast.adapters.cli;

import org.jspecify.annotations.NullMarked;
