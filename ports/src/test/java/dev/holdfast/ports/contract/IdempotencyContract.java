package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import dev.holdfast.ports.out.read.IdempotencyReads.Outcome;
import dev.holdfast.ports.out.read.IdempotencyReads.Remembered;
import dev.holdfast.ports.out.write.IdempotencyWrites.Claim;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What came of a named request is kept once, under its name, until it is too old. */
public interface IdempotencyContract extends OpenStoreContract {

  IdempotencyId NAME = IdempotencyId.of("token-1", "agent:main:web:direct:ann", "request-1");
  IdempotencyId OTHER_NAME = IdempotencyId.of("token-2", "agent:main:web:direct:ann", "request-1");
  RequestDigest DIGEST = Samples.ORIGIN.digest();
  RequestDigest OTHER_DIGEST = new RequestDigest("f".repeat(64));
  PreviousAttempt FIRST = new PreviousAttempt.None();

  private void begun(String turn) {
    startUnleased(
        Samples.started(
            turn, new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));
  }

  private static PreviousAttempt after(String turn) {
    return new PreviousAttempt.Of(new TurnId(turn));
  }

  private Claim claim(
      IdempotencyId id, RequestDigest digest, String turn, PreviousAttempt expected) {
    return claim(id, digest, turn, expected, 0, 20);
  }

  private Claim claim(
      IdempotencyId id,
      RequestDigest digest,
      String turn,
      PreviousAttempt expected,
      int validSince,
      int at) {
    return store()
        .transactions()
        .inAgent(
            AGENT,
            work ->
                work.idempotency()
                    .claim(
                        id,
                        digest,
                        new TurnId(turn),
                        expected,
                        Samples.at(validSince),
                        Samples.at(at)));
  }

  private void refuse(IdempotencyId id, String message, int validSince, int at) {
    inStore(
        work ->
            work.idempotency()
                .refuse(
                    id,
                    DIGEST,
                    new Refusal(RefusalReason.MODEL_NOT_FOUND, message, "model"),
                    Samples.at(validSince),
                    Samples.at(at)));
  }

  private int removeBefore(int second, int limit) {
    return store()
        .transactions()
        .inAgent(AGENT, work -> work.idempotency().removeBefore(Samples.at(second), limit));
  }

  private Optional<Remembered> remembered(IdempotencyId id) {
    return store().idempotency().find(AGENT, id);
  }

  private <T> T remembered(IdempotencyId id, Function<Remembered, T> part) {
    return part.apply(remembered(id).orElseThrow());
  }

  private String newestTry(IdempotencyId id) {
    return remembered(id).map(Remembered::outcome).orElseThrow() instanceof Outcome.Tried tried
        ? tried.newest().id().value()
        : "";
  }

  @Test
  default void the_first_try_is_kept_with_its_turn_as_it_stands() {
    begun("t1");

    assertThat(remembered(NAME)).isEmpty();
    assertThat(claim(NAME, DIGEST, "t1", FIRST)).isEqualTo(Claim.CLAIMED);
    end(Samples.completed("t1", 0));

    assertThat(remembered(NAME))
        .contains(
            new Remembered(
                DIGEST,
                new Outcome.Tried(
                    store().turns().byId(AGENT, new TurnId("t1")).orElseThrow(),
                    new KeptAnswer.None()),
                Samples.at(20)));
    assertThat(remembered(OTHER_NAME)).isEmpty();
  }

  @Test
  default void a_name_is_claimed_once() {
    begun("t1");
    begun("t2");
    claim(NAME, DIGEST, "t1", FIRST);

    assertThat(claim(NAME, DIGEST, "t2", FIRST)).isEqualTo(Claim.TAKEN);
    assertThat(claim(NAME, OTHER_DIGEST, "t2", FIRST)).isEqualTo(Claim.TAKEN);
    assertThat(claim(OTHER_NAME, DIGEST, "t2", FIRST)).isEqualTo(Claim.CLAIMED);

    assertThat(newestTry(NAME)).isEqualTo("t1");
  }

  @Test
  default void of_racing_tries_one_has_the_name() throws Exception {
    for (int number = 0; number < 8; number++) {
      begun("racer-" + number);
    }

    List<Claim> claims =
        Race.between(8, number -> () -> claim(NAME, DIGEST, "racer-" + number, FIRST));

    assertThat(claims).filteredOn(Claim.CLAIMED::equals).hasSize(1);
  }

  @Test
  default void another_try_takes_the_place_of_the_one_it_expects_only() {
    begun("t1");
    begun("t2");
    begun("t3");
    claim(NAME, DIGEST, "t1", FIRST);

    assertThat(claim(NAME, DIGEST, "t2", after("t1"))).isEqualTo(Claim.CLAIMED);
    assertThat(claim(NAME, DIGEST, "t3", after("t1"))).isEqualTo(Claim.TAKEN);
    assertThat(claim(NAME, OTHER_DIGEST, "t3", after("t2"))).isEqualTo(Claim.TAKEN);
    assertThat(claim(OTHER_NAME, DIGEST, "t3", after("t2"))).isEqualTo(Claim.TAKEN);

    assertThat(newestTry(NAME)).isEqualTo("t2");
    assertThat(remembered(NAME, Remembered::since)).isEqualTo(Samples.at(20));
  }

  @Test
  default void an_answer_without_a_transcript_is_kept_whole() {
    begun("t1");
    claim(NAME, DIGEST, "t1", FIRST);
    KeptAnswer.Whole answer =
        new KeptAnswer.Whole(
            List.of(
                new Choice(
                    List.of(
                        Item.message(Role.ASSISTANT, "Hello \ud83d and \u0000"),
                        new Item.ToolCall("c1", "f", "{ }", new RawFields("{\"a\": 1}"))),
                    FinishReason.TOOL_CALLS,
                    new RawFields("{\"logprobs\":{}}")),
                new Choice(List.of(), FinishReason.STOP, RawFields.NONE)),
            new RawFields("{\"service_tier\":\"flex\"}"));

    inStore(work -> work.idempotency().keep(new TurnId("t1"), answer));
    inStore(work -> work.idempotency().keep(new TurnId("nobody"), answer));

    assertThat(remembered(NAME, Remembered::outcome))
        .isInstanceOfSatisfying(
            Outcome.Tried.class, tried -> assertThat(tried.answer()).isEqualTo(answer));
  }

  @Test
  default void another_try_forgets_the_answer_of_the_one_before() {
    begun("t1");
    begun("t2");
    claim(NAME, DIGEST, "t1", FIRST);
    inStore(
        work ->
            work.idempotency()
                .keep(
                    new TurnId("t1"),
                    new KeptAnswer.Whole(
                        List.of(new Choice(List.of(), FinishReason.STOP, RawFields.NONE)),
                        RawFields.NONE)));

    claim(NAME, DIGEST, "t2", after("t1"));

    assertThat(remembered(NAME, Remembered::outcome))
        .isInstanceOfSatisfying(
            Outcome.Tried.class,
            tried -> assertThat(tried.answer()).isEqualTo(new KeptAnswer.None()));
  }

  @Test
  default void a_refusal_is_kept_and_never_replaces_anything() {
    refuse(NAME, "first", 0, 10);
    refuse(NAME, "second", 0, 11);
    begun("t1");

    assertThat(remembered(NAME))
        .contains(
            new Remembered(
                DIGEST,
                new Outcome.Refused(new Refusal(RefusalReason.MODEL_NOT_FOUND, "first", "model")),
                Samples.at(10)));
    assertThat(claim(NAME, DIGEST, "t1", FIRST)).isEqualTo(Claim.TAKEN);
  }

  @Test
  default void what_is_too_old_is_as_if_it_was_never_there() {
    begun("t1");
    begun("t2");
    refuse(NAME, "old", 0, 10);

    assertThat(claim(NAME, OTHER_DIGEST, "t1", FIRST, 11, 20)).isEqualTo(Claim.CLAIMED);
    refuse(NAME, "not yet", 20, 30);
    assertThat(newestTry(NAME)).isEqualTo("t1");
    refuse(NAME, "now", 21, 30);

    assertThat(remembered(NAME, Remembered::outcome))
        .isEqualTo(new Outcome.Refused(new Refusal(RefusalReason.MODEL_NOT_FOUND, "now", "model")));
    assertThat(claim(NAME, OTHER_DIGEST, "t2", after("t1"))).isEqualTo(Claim.TAKEN);
  }

  @Test
  default void what_is_old_is_removed_the_oldest_first() {
    refuse(NAME, "older", 0, 10);
    refuse(OTHER_NAME, "newer", 0, 11);

    assertThat(removeBefore(10, 10)).isZero();
    assertThat(removeBefore(12, 1)).isEqualTo(1);
    assertThat(remembered(NAME)).isEmpty();
    assertThat(remembered(OTHER_NAME)).isPresent();
    assertThat(removeBefore(12, 10)).isEqualTo(1);
    assertThat(removeBefore(12, 10)).isZero();
  }
}
