package dev.holdfast.adapters.cli;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.HomeQueries.TurnFilter;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnSummary;
import java.util.ArrayList;
import java.util.List;

/** A store that tells what a test put into it and notes what it was asked. */
final class FixedLists implements HomeLists {

  final List<String> asked = new ArrayList<>();

  Outcome<AgentId> agent = new Outcome.Done<>(AgentId.MAIN);
  Outcome<SessionSummary> session = Outcome.refused("session_not_found", "There is no session.");
  Outcome<TurnSummary> turn = Outcome.refused("turn_not_found", "There is no turn.");
  PageOf<TurnSummary> turns = new PageOf<>(List.of(), "");
  PageOf<ArchiveSummary> archives = new PageOf<>(List.of(), "");
  List<TokenSummary> tokens = List.of();
  PageOf<AuditEntry> audit = new PageOf<>(List.of(), "");
  List<TranscriptEvent> input = List.of();
  List<Stuck> stuck = List.of();
  List<Stuck> left = List.of();

  @Override
  public Outcome<SessionSummary> session(Named session) {
    asked.add("session '" + session.agent() + "' '" + session.key() + "'");
    return this.session;
  }

  @Override
  public Outcome<AgentId> agentOf(Named session) {
    asked.add("agent of '" + session.agent() + "' '" + session.key() + "'");
    return agent;
  }

  @Override
  public Outcome<TurnSummary> turn(String id) {
    asked.add("turn " + id);
    return turn;
  }

  @Override
  public Outcome<List<Stuck>> stuck(Wish wish) {
    asked.add("stuck '" + wish.agent() + "' '" + wish.session() + "'");
    return new Outcome.Done<>(stuck);
  }

  @Override
  public Outcome<PageOf<TurnSummary>> turns(TurnFilter filter, String after, int limit) {
    asked.add("turns " + filter + " '" + after + "' " + limit);
    return new Outcome.Done<>(turns);
  }

  @Override
  public Outcome<PageOf<ArchiveSummary>> archives(String agent, String after, int limit) {
    asked.add("archives '" + agent + "' '" + after + "' " + limit);
    return new Outcome.Done<>(archives);
  }

  @Override
  public Outcome<ArchiveSummary> archive(String id) {
    asked.add("archive " + id);
    return archives.entries().stream()
        .filter(archived -> archived.id().value().equals(id))
        .findFirst()
        .<Outcome<ArchiveSummary>>map(Outcome.Done::new)
        .orElseGet(() -> Outcome.refused("archive_not_found", "Nothing of this id is there."));
  }

  @Override
  public Outcome<List<TokenSummary>> tokens() {
    asked.add("tokens");
    return new Outcome.Done<>(tokens);
  }

  @Override
  public Outcome<TokenSummary> token(String id) {
    asked.add("token " + id);
    return tokens.stream()
        .filter(token -> token.id().equals(id))
        .findFirst()
        .<Outcome<TokenSummary>>map(Outcome.Done::new)
        .orElseGet(() -> Outcome.refused("token_not_found", "There is no token of this id."));
  }

  @Override
  public Outcome<TokenSummary> revocable(String id) {
    return token(id);
  }

  @Override
  public Outcome<PageOf<AuditEntry>> audit(String after, int limit) {
    asked.add("audit '" + after + "' " + limit);
    return new Outcome.Done<>(audit);
  }

  @Override
  public Outcome<List<TranscriptEvent>> inputOf(TurnSummary turn) {
    asked.add("input of " + turn.id().value());
    return new Outcome.Done<>(input);
  }
}
