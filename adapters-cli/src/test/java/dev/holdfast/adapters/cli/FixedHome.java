package dev.holdfast.adapters.cli;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.DirectAccess.DirectHome;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.IssuedToken;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery.Recovering.Recovered;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnSummary;
import java.util.ArrayList;
import java.util.List;

/** A home that a command holds by itself; notes what it is asked to change. */
final class FixedHome implements DirectHome, HomeChanges {

  final List<String> changed = new ArrayList<>();

  private final FixedLists lists;
  private final StoreId store;

  FixedHome(FixedLists lists, StoreId store) {
    this.lists = lists;
    this.store = store;
  }

  @Override
  public StoreId store() {
    return store;
  }

  @Override
  public HomeLists queries() {
    return lists;
  }

  @Override
  public HomeChanges changes() {
    return this;
  }

  @Override
  public void close() {
    changed.add("closed");
  }

  @Override
  public Outcome<SessionSummary> patch(Named session, Patch patch) {
    changed.add("patch " + session.key() + " at " + patch.expectedVersion());
    return lists.session;
  }

  @Override
  public Outcome<SessionPlace> reset(Named session, RunningTurn running, Runnable whenLate) {
    changed.add("reset " + session.key() + " " + running);
    return new Outcome.Done<>(Samples.place("agent:main:main", "s-2"));
  }

  @Override
  public Outcome<ArchiveSummary> delete(Named session, RunningTurn running, Runnable whenLate) {
    changed.add("delete " + session.key() + " " + running);
    return new Outcome.Done<>(Samples.archived("a-1"));
  }

  @Override
  public Outcome<SessionSummary> restore(String archive) {
    changed.add("restore " + archive);
    return lists.session;
  }

  @Override
  public Outcome<TurnSummary> abort(String turn) {
    changed.add("abort " + turn);
    return lists.turn;
  }

  @Override
  public Outcome<Recovered> recover(Wish wish) {
    changed.add("recover '" + wish.agent() + "' '" + wish.session() + "'");
    return new Outcome.Done<>(new Recovered(lists.stuck, lists.left));
  }

  @Override
  public Outcome<IssuedToken> createToken(TokenWish wish) {
    changed.add("create " + wish.name());
    return new Outcome.Done<>(
        new IssuedToken(Samples.token("t-1", TokenSummary.Use.OTHER), TokenText.of("hf_new")));
  }

  @Override
  public Outcome<IssuedToken> rotateToken(String id) {
    changed.add("rotate " + id);
    return new Outcome.Done<>(
        new IssuedToken(Samples.token(id, TokenSummary.Use.OWN), TokenText.of("hf_new")));
  }

  @Override
  public Outcome<TokenSummary> revokeToken(String id) {
    changed.add("revoke " + id);
    return new Outcome.Done<>(Samples.token(id, TokenSummary.Use.OTHER));
  }
}
