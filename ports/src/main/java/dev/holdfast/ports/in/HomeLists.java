package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.in.SessionAdministration.Named;
import java.util.List;

/** What an operator may look at in a home's store directly, whether or not a gateway runs. */
public interface HomeLists extends HomeQueries {

  /** The agent whose session a name means, as a change finds it, whether or not it is there. */
  Outcome<AgentId> agentOf(Named session);

  /**
   * A page of the archived sessions, the last archived first.
   *
   * @param agent the agent's name, empty for every agent
   * @param after the word that the page before told, empty for the first page
   * @param limit at most this many, 1 to 1000
   */
  Outcome<PageOf<ArchiveSummary>> archives(String agent, String after, int limit);

  /** One archived session. */
  Outcome<ArchiveSummary> archive(String id);

  /** The tokens, oldest first, expired ones included, revoked ones not. */
  Outcome<List<TokenSummary>> tokens();

  /** One token. */
  Outcome<TokenSummary> token(String id);

  /** One token, if it may be ended: not if nobody could look after the home without it. */
  Outcome<TokenSummary> revocable(String id);

  /** A page of the audit's rows, newest first; as {@link #archives}. */
  Outcome<PageOf<AuditEntry>> audit(String after, int limit);

  /**
   * What a turn was asked, as far as that is stored among the newest thousand events of its
   * transcript; nothing for one without a transcript.
   */
  Outcome<List<TranscriptEvent>> inputOf(TurnSummary turn);
}
