package dev.holdfast.app.torture;

import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import java.util.ArrayList;
import java.util.List;

/**
 * The turns of one session as they should be, in as few words as possible: at most one runs, its
 * epoch is the highest ever granted, and a turn ends once.
 */
final class TurnModel {

  private final List<ModelTurn> turns = new ArrayList<>();
  private int now;

  /** A turn; its epoch is its place in the list, from 1. */
  private static final class ModelTurn {

    private final InstanceId owner;
    private int deadline;
    private String state = "running";

    ModelTurn(InstanceId owner, int deadline) {
      this.owner = owner;
      this.deadline = deadline;
    }
  }

  int now() {
    return now;
  }

  /** How many turns have begun. */
  int turns() {
    return turns.size();
  }

  /** The state of each, oldest first. */
  List<String> states() {
    return turns.stream().map(turn -> turn.state).toList();
  }

  /** What a step answers. */
  String apply(TurnStep step) {
    return switch (step) {
      case TurnStep.Start(InstanceId owner, LeaseTerms terms) -> start(owner, terms);
      case TurnStep.End(int turn, int off) -> end(turn, off);
      case TurnStep.Renew(int turn, int off) -> renew(turn, off);
      case TurnStep.Claim(InstanceId owner, LeaseTerms terms) -> claim(owner, terms);
      case TurnStep.InterruptHere(InstanceId owner) ->
          interrupt(running().stream().filter(turn -> turn.owner.equals(owner)).toList());
      case TurnStep.InterruptOthers(InstanceId owner) ->
          interrupt(running().stream().filter(turn -> !turn.owner.equals(owner)).toList());
      case TurnStep.Wait(int seconds) -> {
        now += seconds;
        yield "";
      }
    };
  }

  private String start(InstanceId owner, LeaseTerms terms) {
    for (ModelTurn holder : running()) {
      if (holder.owner.equals(owner)) {
        return "busy";
      }
      if (isAlive(holder, terms)) {
        return "held";
      }
      holder.state = "interrupted";
    }
    turns.add(new ModelTurn(owner, now + (int) terms.term().toSeconds()));
    return "granted " + turns.size();
  }

  private String claim(InstanceId owner, LeaseTerms terms) {
    for (ModelTurn holder : running()) {
      if (holder.owner.equals(owner) || isAlive(holder, terms)) {
        return "held";
      }
      holder.state = "interrupted";
    }
    return "idle";
  }

  private String end(int number, int off) {
    if (turns.isEmpty()) {
      return "";
    }
    ModelTurn turn = turns.get(number % turns.size());
    if (off != 0 || !turn.state.equals("running")) {
      return "lost";
    }
    turn.state = "completed";
    return "stored";
  }

  private String renew(int number, int off) {
    if (turns.isEmpty()) {
      return "";
    }
    ModelTurn turn = turns.get(number % turns.size());
    if (off != 0 || !turn.state.equals("running")) {
      return "lost";
    }
    turn.deadline = now + (int) LeaseTerms.STANDARD_TERM.toSeconds();
    return "renewed";
  }

  private boolean isAlive(ModelTurn holder, LeaseTerms terms) {
    return switch (terms.takeover()) {
      case AT_ONCE -> false;
      case AFTER_DEADLINE -> now <= holder.deadline;
    };
  }

  private List<ModelTurn> running() {
    return turns.stream().filter(turn -> turn.state.equals("running")).toList();
  }

  private static String interrupt(List<ModelTurn> running) {
    running.forEach(turn -> turn.state = "interrupted");
    return "" + running.size();
  }
}
