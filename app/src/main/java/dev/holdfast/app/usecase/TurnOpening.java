package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.Placement.Conversation;
import dev.holdfast.app.usecase.Placement.Placed;
import dev.holdfast.app.usecase.TurnCommits.FirstCommit;
import dev.holdfast.app.usecase.TurnCommits.KeptResponse;
import dev.holdfast.app.usecase.TurnCommits.NameClaim;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import java.util.List;

/**
 * What the begin of a turn stores.
 *
 * @param previous the try before, if there was one
 */
record TurnOpening(
    TurnMachinery machinery,
    TurnRequest request,
    Placed placed,
    Admitted admitted,
    PreviousAttempt previous) {

  /** The first commit of a turn that asks a model. */
  FirstCommit commit(TurnPlan.Ready plan, TurnFacts facts) {
    return new FirstCommit(
        plan.ground(),
        plan.session(),
        plan.adopted(),
        plan.input(),
        started(facts),
        claim(),
        kept(plan.session(), plan.answerParent(), facts));
  }

  /** The first commit of a turn that begins its session anew. */
  FirstCommit commit(TurnPlan.Reset plan, TurnFacts facts) {
    return new FirstCommit(
        plan.ground(),
        plan.session(),
        List.of(),
        List.of(),
        started(facts),
        claim(),
        kept(plan.session(), EventParent.root(), facts));
  }

  private KeptResponse kept(SessionId session, EventParent head, TurnFacts facts) {
    return switch (request.response()) {
      case ResponseWish.None() -> new KeptResponse.None();
      case ResponseWish.Kept(var settings, var execution) ->
          new KeptResponse.Begun(
              new NewResponse(
                  ResponseId.ofTurn(facts.turn()),
                  before(admitted.conversation()),
                  facts.turn(),
                  session,
                  head,
                  settings,
                  execution));
    };
  }

  private static PreviousResponse before(Conversation conversation) {
    return switch (conversation) {
      case Conversation.None(),
          Conversation.ByKey _,
          Conversation.ById _,
          Conversation.NewUnlisted _,
          Conversation.Internal _,
          Conversation.Beside _ ->
          new PreviousResponse.None();
      case Conversation.AfterUnlisted(ResponseRecord response, _) ->
          new PreviousResponse.After(response.id());
      case Conversation.AfterKeyed(_, ResponseRecord response) ->
          new PreviousResponse.After(response.id());
    };
  }

  /** Whether the turn claims a name for its request. */
  NameClaim claim() {
    return switch (request.arrival().repetition()) {
      case Repetition.None(), Repetition.SentAgain() -> new NameClaim.None();
      case Repetition.Named(String name) ->
          new NameClaim.Claims(
              Attempts.id(request, placed, name), machinery.earlier().validSince());
    };
  }

  /** The row of the turn as it begins. */
  TurnChange.Started started(TurnFacts facts) {
    return new TurnChange.Started(
        facts.turn(),
        facts.scope(),
        request.id(),
        origin(),
        request.api(),
        request.model(),
        admitted.route(),
        facts.history(),
        machinery.instance(),
        facts.startedAt());
  }

  /** Where the turn comes from. */
  TurnOrigin origin() {
    return new TurnOrigin(request.caller().tokenId(), request.arrival().digest(), previous);
  }
}
